#!/bin/bash
# Whether a profile says what the program says of itself.
#   mixed.sh PIANO WORK cpu|async
# cpu: CPU time over computing, sleeping, locks and files, on two threads, within 1 %.
# async: busy time of async functions that move to another thread at every await, within 2 %.
set -eu
piano=$(realpath "$1") what=$3
here=$(cd "$(dirname "$0")" && pwd)
rm -rf "$2" && mkdir -p "$2" && work=$(realpath "$2")
cp -R "$here/mixed" "$work/mixed"
cd "$work/mixed"
unset CARGO_TARGET_DIR RUSTFLAGS RUSTC_WRAPPER PIANO_RUN_ID
export PIANO_RUNS_DIR=$work/runs
flags=(--mod work --cpu-time)
[ "$what" = cpu ] || flags=(--mod task)
program=$("$piano" build --release "${flags[@]}" 2>"$work/build.log") || { cat "$work/build.log"; exit 1; }

# NAME OURS TRUE PERCENT
compare() {
    awk -v what="$1" -v ours="$2" -v true="$3" -v most="$4" 'BEGIN {
        off = 100 * (ours / true - 1)
        ok = off <= most && off >= -most
        printf "%-6s %s: %.0f ns, %+.2f %% off what it says itself (at most %s)\n", ok ? "ok" : "WRONG", what, ours, off, most
        exit !ok }'
}

# One run: every figure that the program prints, against the report's.
attempt() {
    local name true ours result=0
    rm -rf "$PIANO_RUNS_DIR"
    "$program" "$what" >"$work/truth"
    "$piano" report --all --json >"$work/report.json"
    while read -r name true; do
        if [ "$name" = cpu ]; then
            ours=$(jq '.functions | map(.cpu_ns) | add' "$work/report.json")
            compare "CPU time" "$ours" "$true" 1 || result=1
        else
            ours=$(jq --arg name "task::$name" '.functions[] | select(.name == $name) | .self_ns' "$work/report.json")
            compare "busy time of $name" "$ours" "$true" 2 || result=1
        fi
    done <"$work/truth"
    return $result
}

# What others on the machine did may be in a run; it is not in all of them.
for try in 1 2 3 4 5; do
    attempt && exit 0
done
exit 1
