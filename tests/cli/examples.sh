#!/bin/bash
# Every command line that the help of the verbs, with it their manual pages, and the README show is
# typed as it stands.
#   tests/cli/examples.sh PIANO PTY WORK
set -u
here=$(cd "$(dirname "$0")" && pwd) readme=$(cd "$(dirname "$0")/../.." && pwd)/README.md
piano=$(realpath "$1") pty=$(realpath "$2")
rm -rf "$3" && mkdir -p "$3/bin" && work=$(realpath "$3")
ln -s "$piano" "$work/bin/piano"
cp -a "$here/projects/tales" "$work/project" && cd "$work/project" || exit 1

unset CARGO_TARGET_DIR PIANO_RUNS_DIR PIANO_RUN_ID RUSTFLAGS MAKEFLAGS COLUMNS
export PATH=$work/bin:$PATH CARGO_TERM_COLOR=never CARGO_NET_OFFLINE=true NO_COLOR=1
status=0

wrong() {
    echo "$*" >&2
    status=1
}

verbs() {
    piano help | sed '1,/^Verbs:/d' | sed -n 's/^  \([a-z]*\) .*/\1/p'
}

of_the_help() {
    local verb
    for verb in $(verbs); do
        piano help "$verb" | sed '1,/^Examples:/d' | sed -E 's/^  //; s/  .*//'
    done
}

# What stands in quotes, and the first words of indented lines; an option alone is one of build.
of_the_readme() {
    {
        grep -o '`piano [^`]*`' "$readme" | tr -d '`'
        sed -n 's/^    \(piano .*\)/\1/p' "$readme" | sed 's/   .*//'
        grep -o '`--[a-z-]* [^`]*`' "$readme" | tr -d '`' | sed 's/^/piano build /'
    } | sed 's/ VERB$/ profile/'
}

# The options that the README names without a value.
options_of_the_readme() {
    grep -o '`--[a-z-]*`' "$readme" | tr -d '`' | sort -u
}

settings_of_the_readme() {
    sed -n '/^    \[package.metadata.piano\]$/,/^$/s/^    //p' "$readme"
}

# Each is typed where two runs have names.
reset() {
    rm -rf target/piano/runs && cp -a "$work/runs" target/piano
}

try() {
    local code
    case $1 in
    *--yes | *--dry-run) bash -c "$1" ;;
    'piano clean'*) "$pty" 80 '[y/N]' 'y^M' -- bash -c "$1" ;;
    *) bash -c "$1" ;;
    esac >"$work/out" 2>"$work/err" </dev/null
    code=$?
    # Two runs are never quite alike.
    [[ $1 == *--fail-above* && $code -eq 1 ]] && code=0
    [ $code -eq 0 ] || wrong "$1: exit code $code: $(cat "$work/out" "$work/err")"
}

settings_of_the_readme >>Cargo.toml
{ piano profile && piano tag baseline && piano tag before && piano run && piano tag current && piano run --repeat 7; } \
    >"$work/out" 2>"$work/err" || wrong "no runs to begin with: $(cat "$work/err")"
cp -a target/piano/runs "$work"

count=0
while IFS= read -r line; do
    reset
    try "$line"
    count=$((count + 1))
done < <({ of_the_help; of_the_readme; } | sort -u)
[ $count -gt 40 ] || wrong "only $count examples were found"

for verb in $(verbs); do piano help "$verb"; done >"$work/all"
for option in $(options_of_the_readme); do
    grep -qw -- "$option" "$work/all" || wrong "the README names $option, which no verb takes"
done
exit $status
