#!/bin/bash
# Fuzz the scanner, the rewriter and the loader, each for FUZZ_SECONDS (60).
set -eu
cd "$(dirname "$0")/.."
seconds=${FUZZ_SECONDS:-60}
cmake --preset fuzz >/dev/null
cmake --build build/fuzz --target fuzz_items fuzz_rewrite fuzz_load
for fuzzer in fuzz_items fuzz_rewrite fuzz_load; do
    echo "== $fuzzer, $seconds s"
    found=build/fuzz/tests/fuzz/$fuzzer.corpus
    mkdir -p "$found"
    find "build/fuzz/tests/fuzz/$fuzzer.seeds" -mindepth 1 -type d -print0 |
        xargs -0 "build/fuzz/tests/fuzz/$fuzzer" -dict=tests/fuzz/rust.dict -max_len=4096 -timeout=10 \
            -max_total_time="$seconds" -print_final_stats=1 "$found" 2>&1 |
        grep -E 'ERROR|SUMMARY|stat::number_of_executed_units|DONE'
done
