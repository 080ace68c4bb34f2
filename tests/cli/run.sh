#!/bin/bash
# What the user types and what piano answers.
#   tests/cli/run.sh PIANO PTY FILE.test WORK [CASE]
# A test file has lines
#   project FOLDER      what stands in the working folder at first: one of projects/ or of the repository
#   case WORDS          names what follows
#   - COMMAND           is run, and must succeed; its output does not matter
#   $ COMMAND           is run; what follows is what must come of it
#   % COMMAND           the same in a terminal of $columns columns, which shows both outputs as one
#   > LINE              of standard output     A line "..." stands for any lines, also none;
#   ! LINE              of standard error      "[..]" in a line for anything, "\e" for an escape
#                                              character, "\r" for a carriage return.
#   ? CODE              the exit code, where it is not 0
# and comments (#). Commands are bash's, run one after the other in the project's folder, with
# `piano` in PATH and $work a folder beside it, which is shown as WORK; $ordinary makes a command one
# of an ordinary user. What is not expected must not be said. Before a % command, `columns N` and
# `typed SEEN KEYS ...` (see pty.c) tell of the terminal and the one who sits at it. Prints what does
# not hold; exits 1 if anything does not.
set -u
here=$(cd "$(dirname "$0")" && pwd) root=$(cd "$(dirname "$0")/../.." && pwd)
piano=$(realpath "$1") pty=$(realpath "$2") file=$(realpath "$3") only=${5-}
rm -rf "$4" && mkdir -p "$4/bin" && work=$(realpath "$4")
ln -s "$piano" "$work/bin/piano" && ln -s "$piano" "$work/bin/cargo-piano"

unset CARGO_TARGET_DIR RUSTFLAGS RUSTC_WRAPPER RUSTC_WORKSPACE_WRAPPER MAKEFLAGS PIANO_RUNS_DIR \
    PIANO_RUN_ID PIANO_EXACT NO_COLOR CLICOLOR CLICOLOR_FORCE COLUMNS
export PATH=$work/bin:$PATH TERM=xterm-256color TZ=UTC LC_ALL=C.UTF-8 RUST_BACKTRACE=0
export CARGO_TERM_COLOR=never CARGO_NET_OFFLINE=true
ordinary=''
[ "$(id -u)" -ne 0 ] || ordinary='setpriv --bounding-set=-all --inh-caps=-all'
export work piano root ordinary columns=80 pty

failures=0 case='' step='' number=0
expected_out=() expected_err=() expected_code=0

wrong() {
    echo "$(basename "$file"):$number: $case: $*" >&2
    failures=$((failures + 1))
}

# A regular expression for lines with "..." and "[..]" in them.
pattern() {
    local line escaped
    printf '^'
    for line in "$@"; do
        escaped=$(sed 's/[][\.*^$+?(){}|]/\\&/g' <<<"$line")
        if [ "$line" = ... ]; then
            printf '(.*\n)?'
        else
            printf '%s\n' "${escaped//'\[\.\.\]'/[^$'\n']*}"
        fi
    done
    printf '$'
}

# Whether the file NAME holds the lines that follow.
compare() {
    local name=$1 text expression
    shift
    text=$(cat "$work/$name"; printf x) && text=${text%x}
    [ -z "$text" ] || [ "${text: -1}" = $'\n' ] || text+=$'\n'
    expression=$(pattern "$@")
    [[ $text =~ $expression ]] && return
    wrong "$step: standard $name is not as expected"
    diff -u --label expected --label "$name" <([ $# -eq 0 ] || printf '%s\n' "$@") <(printf %s "$text") >&2
}

in_shell() {
    (cd "$work/project" && exec bash -c "$1") </dev/null >"$work/out" 2>"$work/err"
}

in_terminal() {
    (cd "$work/project" && eval "typed=(${typed-})" && exec "$pty" "$columns" "${typed[@]}" -- bash -c "$1") \
        </dev/null >"$work/out" 2>"$work/err"
}

# Run the last command that was read, now that all is read that it must give.
finish_step() {
    local code how=${step:0:1} command=${step:2}
    if [ -n "$step" ] && [[ -z $only || -z $case || $only == "$case" ]]; then
        # The outer braces take what this shell itself says of a process that was killed.
        { if [ "$how" = % ]; then in_terminal "$command"; else in_shell "$command"; fi; } 2>/dev/null
        code=$?
        sed -i -e "s|$work|WORK|g" -e 's/\x1b/\\e/g' -e 's/\r/\\r/g' "$work/out" "$work/err"
        if [ "$how" = - ]; then
            [ $code -eq 0 ] || wrong "$step: exit code $code; it said: $(tail -5 "$work/err")"
        else
            [ $code -eq "$expected_code" ] || wrong "$step: exit code $code, not $expected_code"
            compare out "${expected_out[@]}"
            compare err "${expected_err[@]}"
        fi
    fi
    step='' expected_out=() expected_err=() expected_code=0
}

copy_project() {
    local from=$here/projects/$1
    [ -d "$from" ] || from=$root/$1
    [ -d "$from" ] || wrong "there is no project $1"
    rm -rf "$work/project" && mkdir "$work/project" && cp -a "$from/." "$work/project" && rm -rf "$work/project/target"
}

mkdir "$work/project"
while IFS= read -r line || [ -n "$line" ]; do
    number=$((number + 1))
    case $line in
    '' | '#'*) ;;
    '> '* | '>') line=${line#>} && expected_out+=("${line# }") ;;
    '! '* | '!') line=${line#!} && expected_err+=("${line# }") ;;
    '? '*) expected_code=${line#? } ;;
    '- '* | '$ '* | '% '*) finish_step && step=$line ;;
    'case '*) finish_step && case=${line#case } columns=80 typed='' ;;
    'columns '*) finish_step && columns=${line#columns } ;;
    'typed '*) finish_step && typed=${line#typed } ;;
    'project '*) finish_step && copy_project "${line#project }" ;;
    *) wrong "'$line' means nothing here" ;;
    esac
done <"$file"
finish_step
exit $((failures > 0))
