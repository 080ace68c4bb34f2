#!/bin/bash
# What a run at its limits takes, and what is said of it: a million functions, a million paths,
# stacks of a hundred thousand calls.
# usage: limits.sh PIANO LIMITS
set -u
piano=$1
limits=$2
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
export PIANO_RUNS_DIR=$work/runs NO_COLOR=1
readonly thousand_functions=16000000 # bytes that a program of so many may take
failed=0

complain() {
    echo "limits: $*" >&2
    failed=1
}

at_most() {
    [ "$2" -le "$3" ] || complain "$1: $2 is more than $3"
}

# Runs the program; sets calls, memory, and the bytes of its run file on the disk.
record() {
    rm -rf "$PIANO_RUNS_DIR"
    read -r calls memory ns < <("$limits" "$@") || exit 1
    file=$(($(stat -c '%b * %B' "$PIANO_RUNS_DIR"/*.run)))
    echo "$*: $calls calls of $ns ns, memory $memory bytes, file $file bytes"
}

# All calls are told, and those that were folded are said to be.
check_report() {
    local counted folded said
    counted=$("$piano" report --csv | awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i }
        NR > 1 { sum += $at["calls"] } END { printf "%.0f", sum }')
    [ "$counted" = "$calls" ] || complain "$calls calls, of which $counted are told"
    folded=$("$piano" report --json | sed -n 's/.*"folded_calls": \([0-9]*\).*/\1/p')
    said=$("$piano" report 2>&1 | sed -n 's/^note: \([0-9]*\) calls are counted.*/\1/p')
    [ "$folded" = "${said:-0}" ] || complain "$folded calls were folded, $said are said to be"
    [ "$folded" -gt 0 ] || [ "$1" = whole ] || complain "nothing was folded"
}

# CPU time of a report, in ms.
report_ms() {
    local TIMEFORMAT='%U %S'
    { time "$piano" report >/dev/null 2>&1; } 2>&1 | awk '{ printf "%.0f", ($1 + $2) * 1000 }'
}

record functions 100000
few_ns=$ns
few_ms=$(report_ms)
record functions 1000000
check_report whole
at_most 'memory of a million functions' "$memory" 1500000000
at_most 'a call among ten times the functions' "$ns" $((4 * few_ns))
many_ms=$(report_ms)
echo "reports: $few_ms and $many_ms ms"
at_most 'report of ten times the functions' "$many_ms" $((30 * few_ms))

for limit in 'paths 1000000' 'depth 100000 1' 'depth 100000 3' 'depth 100000 1000'; do
    record $limit
    check_report folded
    at_most "memory of $limit" "$memory" $thousand_functions
    at_most "file of $limit" "$file" $thousand_functions
done
exit $failed
