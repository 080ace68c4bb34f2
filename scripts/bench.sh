#!/bin/bash
# Speed and memory, each held against a floor or a target of the same run, in one table. What is
# measured needs a machine that does nothing else meanwhile.
#   scripts/bench.sh [--write] [PART …]
# Parts: probe ledger ripgrep scan report; `builds` takes minutes and must be asked for. --write puts
# the table, and what it was measured on, into docs/benchmarks.md.
set -eu
cd "$(dirname "$0")/.."
work=${BENCH_DIR:-$PWD/build/bench-work}
mkdir -p "$work"
. tests/corpus/fetch.sh

part_probe() { bench/probe.sh build .; }
part_report() { build/bench/report; }
part_ledger() { bench/programs.sh "$PWD/build/piano" "$work/programs" ledger; }
part_ripgrep() { bench/programs.sh "$PWD/build/piano" "$work/programs" ripgrep; }
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

# The machine, as far as it has to do with speed.
machine() {
    local cpu
    cpu=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1)
    [ -n "$cpu" ] || cpu=$(sysctl -n machdep.cpu.brand_string 2>/dev/null || uname -m)
    echo "| | |"
    echo "| --- | --- |"
    echo "| Processor | $cpu, $(getconf _NPROCESSORS_ONLN) cores$(grep -qs '^flags.* hypervisor' /proc/cpuinfo && echo ', virtual') |"
    echo "| System | $(uname -s) $(uname -r | sed 's/^\([0-9]*\.[0-9]*\).*/\1/') |"
    echo "| Compilers | $(rustc --version | cut -d ' ' -f 1,2), $(cc --version | head -n 1) |"
    echo "| Load before | $(sed 's/ .*//' /proc/loadavg 2>/dev/null || echo unknown) |"
    echo "| Date | $(date -u +%Y-%m-%d) |"
}

# TABLE: the page that shows it.
describe() {
    cat <<PAGE
# Benchmarks

Written by \`scripts/bench.sh --write\`; \`make bench\` prints the same table without writing it. All
comparisons are between things measured in turn in one run, so the ratios mean more than the figures.
It takes some minutes, and a machine that does nothing else.

$before

A *counted* call is one that is not timed: of functions whose calls are short only some are, unless
\`--exact-time\` is given. The floor of a call is two bare readings of the clock; of an allocation, one; of
a program, the same program without piano; of a build, cargo's own.

\`\`\`
$(cat "$1")
\`\`\`
PAGE
}

write=''
[ "${1-}" != --write ] || { write=yes && shift; }
parts=("$@")
[ $# -gt 0 ] || parts=(probe ledger ripgrep scan report)
cmake --preset release -DPIANO_TESTS=ON >/dev/null
cmake --build build --target piano bench_scan bench_report | tail -n 1
before=$(machine)
if [ -z "$write" ]; then
    measure | bench/table.sh
    exit
fi
missed=0
measure | bench/table.sh | tee "$work/table" || missed=$?
describe "$work/table" >docs/benchmarks.md
exit "$missed"
