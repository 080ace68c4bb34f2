#!/bin/bash
# Speed and memory, each held against a floor or a target of the same run. What is measured needs a
# machine that does nothing else meanwhile.
#   scripts/bench.sh [BUILD ROUNDS]
set -eu
cd "$(dirname "$0")/.."
rounds=${1:-3}
work=${BENCH_DIR:-$PWD/build/bench-work}
mkdir -p "$work"
cmake --preset release -DPIANO_TESTS=ON >/dev/null
cmake --build build --target piano bench_scan bench_report | tail -n 1

echo "== the probe: ns a call against two bare readings of the clock"
bench/probe.sh build .
echo
echo "== the scanner: published crates on one core (target 100 MB/s)"
. tests/corpus/fetch.sh
fetch rhai 1.27.0 "$work"
fetch ripgrep 14.1.1 "$work"
fetch tokio 1.40.0 "$work"
build/bench/scan "$work"/{rhai-1.27.0,ripgrep-14.1.1,tokio-1.40.0}
echo
echo "== a report of 10,000 functions"
build/bench/report
echo
echo "== builds"
bench/build.sh "$PWD/build/piano" "$work/build" "$rounds"
