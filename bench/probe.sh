#!/bin/bash
# What a probe costs, in debug and release programs. In: the folder with libpiano_runtime.a, the
# folder of the sources.  Out: a table on stdout.
set -eu
library=$1 sources=$2
command -v rustc >/dev/null || { echo "no rustc: the probes were not measured"; exit 0; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
rustc --edition 2018 --crate-type rlib --crate-name __piano -O --cfg piano_into_future \
    -l static=piano_runtime -L "$library" -o "$work/lib__piano.rlib" "$sources/runtime/shim.rs"
printf '%-45s %8s %8s %7s   %s\n' what ours floor ratio target
for level in 0 3; do
    rustc --edition 2021 -C opt-level=$level -L "$library" --extern __piano="$work/lib__piano.rlib" \
        "$sources/bench/probe.rs" -o "$work/probe-$level"
    for exact in 1 0; do
        name=debug
        [ $level = 0 ] || name=release
        PIANO_EXACT=$exact PIANO_RUNS_DIR=$work/runs "$work/probe-$level" $name
    done
done | awk -F'|' '{ printf "%-45s %8.2f %8.2f %7.2f   %s\n", $1, $2, $3, $2 / $3, $4 }'
