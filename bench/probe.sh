#!/bin/bash
# What a probe costs, in debug and release programs. In: the folder with libpiano_runtime.a, the
# folder of the sources.  Out: rows for table.sh.
set -eu
library=$1 sources=$2
command -v rustc >/dev/null || { echo "no rustc: the probes were not measured" >&2; exit 0; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export PIANO_RUNS_DIR=$work/runs
rustc --edition 2018 --crate-type rlib --crate-name __piano -O --cfg piano_into_future \
    -l static=piano_runtime -L "$library" -o "$work/lib__piano.rlib" "$sources/runtime/shim.rs"
for build in debug:0 release:3; do
    optimised=()
    [ $build = debug:0 ] || optimised=(--cfg optimised)
    for program in probe modes; do
        rustc --edition 2021 -C opt-level=${build#*:} "${optimised[@]}" -L "$library" \
            --extern __piano="$work/lib__piano.rlib" "$sources/bench/$program.rs" -o "$work/$program"
    done
    for exact in 1 0; do
        PIANO_EXACT=$exact "$work/probe" "${build%:*}"
    done
    for mode in cpu frames polls; do
        PIANO_EXACT=1 "$work/modes" "${build%:*}" "$mode"
    done
    PIANO_EXACT=0 "$work/modes" "${build%:*}" folded
done
