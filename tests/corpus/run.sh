#!/bin/bash
# Profile published programs, unmodified, and hold each against its plain build.
#   tests/corpus/run.sh [NAME …]        all programs of programs/, or those named
#
# For every program: fetch the package from the registry, build it plainly and under piano, exercise
# both builds the same way, compare what they print and how they end, look into the report.
# CORPUS_DIR keeps sources and builds between runs; the default is build/corpus.
#
# A program is a file programs/NAME.sh that sets
#   version=…  bin=…  [flags=…]           what to build, and how, for cargo and piano alike
# and defines
#   exercise BINARY                       print what must be the same; run in an empty folder
#   judge REPORT.csv                      optional: fail where the profile cannot be right
set -u
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
piano=${PIANO:-$root/build/piano}
work=${CORPUS_DIR:-$root/build/corpus}
mkdir -p "$work/sources" "$work/results"
work=$(cd "$work" && pwd)
. "$here/fetch.sh"

# Exercise one build in a folder of its own; its output and exit code go to results/NAME.LABEL.
observe() {
    local label=$1 binary=$2 folder
    folder=$(mktemp -d)
    (cd "$folder" && exercise "$binary") >"$work/results/$name.$label" 2>&1
    echo "exit code $?" >>"$work/results/$name.$label"
    rm -rf "$folder"
}

fail() {
    echo "FAILED $name: $1"
    failed=$((failed + 1))
}

profile() {
    local plain_program piano_program report=$work/results/$name.csv
    export CARGO_TARGET_DIR=$work/target
    fetch "$name" "$version" "$work/sources" || { fail "cannot be fetched"; return; }
    cd "$work/sources/$name-$version" || return
    cargo build -q --bin "$bin" ${flags:-} >"$work/results/$name.log" 2>&1 ||
        { fail "cargo does not build it: see $work/results/$name.log"; return; }
    plain_program=$work/target/debug/$bin
    [[ ${flags:-} == *--release* ]] && plain_program=$work/target/release/$bin
    cp "$plain_program" "$work/results/$name.plain-program"
    piano_program=$("$piano" build --bin "$bin" ${flags:-} 2>>"$work/results/$name.log") ||
        { fail "piano does not build it: see $work/results/$name.log"; return; }
    observe plain "$work/results/$name.plain-program"
    export PIANO_RUNS_DIR=$work/results/$name.runs
    rm -rf "$PIANO_RUNS_DIR"
    observe piano "$piano_program"
    diff -u "$work/results/$name.plain" "$work/results/$name.piano" >"$work/results/$name.diff" ||
        { fail "its output differs: see $work/results/$name.diff"; return; }
    "$piano" report --all --csv >"$report" || { fail "no report"; return; }
    judge "$report" || { fail "its profile cannot be right: see $report"; return; }
    passed=$((passed + 1))
    printf 'ok %-16s %-8s %6d functions called, %s found; left out: %s\n' "$name" "$version" \
        "$(($(wc -l <"$report") - 1))" \
        "$(sed -n 's/^found \([0-9]*\) .*/\1/p' "$work/results/$name.log" | tail -n 1)" \
        "$(sed -n 's/^left out: \([0-9]*\) .*/\1/p' "$work/results/$name.log" | tail -n 1 | grep . || echo 0)"
}

passed=0 failed=0
names=("$@")
[ ${#names[@]} -gt 0 ] || names=($(cd "$here/programs" && ls ./*.sh | sed 's/.*\/\(.*\)\.sh/\1/'))
for name in "${names[@]}"; do
    version='' bin='' flags=''
    judge() {
        [ "$(wc -l <"$1")" -gt 1 ]
    }
    . "$here/programs/$name.sh"
    profile
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
