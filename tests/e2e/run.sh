#!/bin/bash
# One project, built and run plainly and under piano; the plain one says what is right.
#   tests/e2e/run.sh PIANO PROJECT WORK [CASE]
# PROJECT is a folder with a file `expect`, whose lines tests/README.md describes. It is copied to
# WORK and never touched itself. Prints what does not hold; exits 1 if anything does not.
set -u
piano=$(realpath "$1") project=$(realpath "$2") only=${4-}
rm -rf "$3" && mkdir -p "$3" && work=$(realpath "$3")
. "$(dirname "$0")/checks.sh"

unset CARGO_TARGET_DIR RUSTFLAGS RUSTC_WRAPPER RUSTC_WORKSPACE_WRAPPER PIANO_RUNS_DIR PIANO_RUN_ID MAKEFLAGS
export RUST_BACKTRACE=0 CARGO_TERM_COLOR=never LC_ALL=C.UTF-8

# Words as a shell would split them, quotes and variables included.
words() {
    eval "words=($1)"
}

reset() {
    plain=() shared=() select=() arguments=() checks=() environment=() runner=() under=() filters=()
    input=/dev/null exit=0 within=. verb=run send='' fails='' command='' before='' after='' keep=yes
}

# One line of `expect` about how things are run; what is to hold is left for afterwards.
apply() {
    local key=${1%% *} value=
    [[ $1 == *' '* ]] && value=${1#* }
    case $key in
    '' | '#'* | labels | folder) ;;
    flags) words "$value" && shared+=("${words[@]}") ;;
    cargo) words "$value" && plain+=("${words[@]}") ;;
    select) words "$value" && select+=("${words[@]}") ;;
    args) words "$value" && arguments=("${words[@]}") ;;
    env) words "$value" && environment+=("${words[@]}") ;;
    stdin) input=$work/stdin && printf '%b' "$value" >"$input" ;;
    exit) exit=$value ;;
    signal) exit=$((128 + $(kill -l "$value"))) ;;
    send) send=$value ;;
    within) within=$value ;;
    under) words "$value" && under=("${words[@]}") ;;
    verb) verb=$value ;;
    fails) fails=$value ;;
    piano) command=$value ;;
    before) before+=$value$'\n' ;;
    after) after+=$value$'\n' ;;
    ignore) filters+=(-e "s/$value//g") ;;
    changes) keep='' ;;
    unprivileged) [ "$(id -u)" -ne 0 ] || runner=(setpriv --bounding-set=-all --inh-caps=-all) ;;
    *) checks+=("$1") ;;
    esac
}

# Run a command as the case wants it: its output in NAME.out and NAME.err, its exit code in $code.
in_case() {
    local name=$1
    shift
    # The outer braces take what the shell itself says of a process that was killed.
    {
        (cd "$copy/$within" && exec env "${environment[@]}" "${runner[@]}" "$@") \
            <"$input" >"$work/$name.out" 2>"$work/$name.err"
        code=$?
    } 2>/dev/null
}

# The same, in a session of its own, which is sent a signal when the program has said "ready":
# `send TERM` to the process that was started, `send INT all` to the whole group, as by Ctrl-C.
in_session() {
    local name=$1 pid target
    shift
    rm -f "$work/$name.out"
    (cd "$copy/$within" && exec setsid env --default-signal=INT,TERM "${environment[@]}" "${runner[@]}" "$@") \
        <"$input" >"$work/$name.out" 2>"$work/$name.err" &
    pid=$! target=$!
    for ((tries = 0; tries < 400; tries++)); do
        grep -qs ready "$work/$name.out" && break
        sleep 0.05
    done
    [[ $send == *' all' ]] && target=-$pid
    kill -s "${send%% *}" -- "$target"
    wait "$pid" 2>/dev/null
    code=$?
    sleep 0.1
    if pgrep -s "$pid" >/dev/null; then
        wrong "$name left a process running" && pkill -KILL -s "$pid"
    fi
}

# NAME COMMAND…: the program, plain or under piano.
start() {
    local name=$1
    shift
    if [ -n "$send" ]; then in_session "$name" "${under[@]}" "$@"; else in_case "$name" "${under[@]}" "$@"; fi
}

# Names and contents of all that is the user's; `target` is told apart from what piano made in it.
snapshot() {
    (
        cd "$copy/.." || exit
        find . -path '*/target/piano' -prune -o -type f -print0 | xargs -0 sha256sum
        find . -path '*/target/piano' -prune -o -printf '%M %p %l\n'
    ) | sort >"$1"
}

# The target that cargo's flags name, if any; cargo may build others beside it.
named() {
    while [ $# -gt 0 ]; do
        case $1 in --bin | --example | --test | --bench) echo "$2" ;; esac
        shift
    done
}

build_plainly() {
    local command=(build)
    # A library's tests are nothing for `cargo build`.
    [[ " ${shared[*]} " != *' --lib '* ]] || command=(test --no-run)
    in_case cargo cargo "${command[@]}" --message-format json-render-diagnostics "${shared[@]}" "${plain[@]}"
    program=$(jq -r --arg name "$(named "${shared[@]}" "${plain[@]}")" \
        'select(.executable and ($name == "" or .target.name == $name)) | .executable' "$work/cargo.out" | tail -1)
}

build_with_piano() {
    in_case build "$piano" build "${shared[@]}" "${select[@]}"
    [ "$code" -ne 0 ] || instrumented=$(cd "$copy/$within" && realpath "$(tail -1 "$work/build.out")")
}

# A program of the user's that does not compile: cargo's words and code, and none of ours.
compare_failures() {
    expect_code "cargo build" "$fails"
    build_with_piano
    expect_code "piano build" "$fails"
    same_failure
}

compare_runs() {
    [ "$code" -eq 0 ] || { wrong "cargo build failed: $(cat "$work/cargo.err")" && return; }
    start plain "$program" "${arguments[@]}"
    expect_code "the plain program" "$exit"
    snapshot "$work/before"
    build_with_piano
    [ "$code" -eq 0 ] || { wrong "piano build: exit code $code: $(cat "$work/build.err")" && return; }
    [ -x "$instrumented" ] || wrong "piano build printed no program: $(cat "$work/build.out")"
    case $verb in
    run) start piano "$piano" run -- "${arguments[@]}" ;;
    profile) start piano "$piano" profile "${shared[@]}" "${select[@]}" -- "${arguments[@]}" ;;
    direct) start piano "$instrumented" "${arguments[@]}" ;;
    esac
    expect_code "piano $verb" "$exit"
    [ "$verb" = profile ] && split_report
    same_output
    snapshot "$work/after"
    [ -z "$keep" ] || diff "$work/before" "$work/after" >&2 || wrong "the project has changed"
}

# A command line of piano's own: no program to compare with.
run_command() {
    words "$command"
    start piano "$piano" "${words[@]}"
    expect_code "piano $command" "$exit"
}

run_case() {
    local line check
    runs=$work/runs && rm -rf "$runs" "$work"/*.{out,err} "$work"/figures*
    environment=("PIANO_RUNS_DIR=$runs")
    for line in "${common[@]}" "${lines[@]}"; do apply "$line"; done
    export copy piano work runs
    hook "$before"
    if [ -n "$command" ]; then
        run_command
    else
        build_plainly
        if [ -n "$fails" ]; then compare_failures; else compare_runs; fi
    fi
    hook "$after"
    for check in "${checks[@]}"; do hold "$check"; done
    oracle
}

# Run the case read so far, if it is one, and begin the next.
finish_case() {
    if [ -n "$case" ] && [[ -z $only || $only == "$case" ]]; then
        reset
        local since=$SECONDS
        run_case
        echo "$case: $((SECONDS - since)) s"
    fi
    lines=()
}

folder=$(sed -n 's/^folder //p' "$project/expect")
mkdir "$work/copy"
copy=$work/copy/${folder:-$(basename "$project")}
cp -a "$project" "$copy" && rm "$copy/expect"
grep -q '^labels .*crates' "$project/expect" && export CARGO_TARGET_DIR=$work/../target

case='' common=() lines=() failures=0
grep -q '^case ' "$project/expect" || case=all
while IFS= read -r line; do
    if [[ $line == 'case '* ]]; then
        if [ -n "$case" ]; then finish_case; else common=("${lines[@]}") lines=(); fi
        case=${line#case }
    else
        lines+=("$line")
    fi
done <"$project/expect"
finish_case
exit $((failures > 0))
