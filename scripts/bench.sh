#!/bin/bash
# Speed and memory, each held against a floor or a target of the same run, in one table. What is
# measured needs a machine that does nothing else meanwhile.
#   scripts/bench.sh [--write] [PART …]
# Parts: probe programs scan report; `builds` takes minutes and must be asked for. --write puts
# the table, and what it was measured on, into docs/benchmarks.md.
set -eu
cd "$(dirname "$0")/.."
work=${BENCH_DIR:-$PWD/build/bench-work}
mkdir -p "$work"
. tests/corpus/fetch.sh

part_probe() { bench/probe.sh build .; }
part_report() { build/bench/report; }
part_programs() { bench/programs.sh "$PWD/build/piano" "$work/programs"; }
part_builds() { bench/build.sh "$PWD/build/piano" "$work/build"; }
part_scan() {
    fetch rhai 1.27.0 "$work"
    fetch ripgrep 14.1.1 "$work"
    fetch tokio 1.40.0 "$work"
    build/bench/scan "$work"/{rhai-1.27.0,ripgrep-14.1.1,tokio-1.40.0}
}

measure() {
    for part in "${parts[@]}"; do
        "part_$part" || echo "bench: $part could not be measured" >&2
    done
}

write=''
[ "${1-}" != --write ] || { write=yes && shift; }
parts=("$@")
[ $# -gt 0 ] || parts=(probe programs scan report)
cmake --preset release -DPIANO_TESTS=ON >/dev/null
cmake --build build --target piano bench_scan bench_report | tail -n 1
measure | bench/table.sh
