#!/bin/bash
# Whether the error that an estimate states holds: the same calls are timed all, and then now and then.
#   estimates.sh PIANO WORK
# What is stated is a standard error: of the estimates 95 in a hundred should lie within two of them, 62
# beyond a half of one. Of five runs together, 88 must lie within two of what timing every call said,
# and a third beyond a half: an error that is stated too large says nothing. What timing every call
# said is the median of five runs: what interrupts one of those is not in the others. One run may be
# slower than the other: that ratio, the same for all functions, is taken out; two parts in a hundred
# are left for the machine.
set -eu
piano=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
rm -rf "$2" && mkdir -p "$2" && work=$(realpath "$2")
cp -R "$here/estimates" "$work/estimates"
cd "$work/estimates"
unset CARGO_TARGET_DIR RUSTFLAGS RUSTC_WRAPPER PIANO_RUNS_DIR PIANO_RUN_ID
program=$("$piano" build --release --mod many 2>"$work/build.log") || { cat "$work/build.log"; exit 1; }

# 1 (every call is timed) or 0: lines "NAME SELF ERROR ESTIMATED" of a run.
measure() {
    PIANO_RUNS_DIR=$work/runs PIANO_EXACT=$1 "$program"
    PIANO_RUNS_DIR=$work/runs "$piano" report --all --json |
        jq -r '.functions[] | "\(.name) \(.self_ns) \(.error_ns // 0) \(.estimated)"' | sort
    rm -rf "$work/runs"
}

# Of a run in which only some calls were timed: functions, estimates, those within two errors, and those
# beyond a half of one.
judge() {
    join "$work/exact" "$1" | awk '
        { exact[NR] = $2; seen[NR] = $3; error[NR] = $4; ratio[NR] = $3 / $2; estimates += $5 == "true" }
        END {
            for (i = 2; i <= NR; i++)
                for (j = i; j > 1 && ratio[j] < ratio[j - 1]; j--) { t = ratio[j]; ratio[j] = ratio[j - 1]; ratio[j - 1] = t }
            scale = ratio[int((NR + 1) / 2)]
            for (i = 1; i <= NR; i++) {
                off = seen[i] - exact[i] * scale
                off = off < 0 ? -off : off
                within += off <= 2 * error[i] + 0.02 * seen[i]
                beyond += off > error[i] / 2
            }
            print NR, estimates, within, beyond
        }'
}

for run in 1 2 3 4 5; do
    measure 1 >>"$work/exact-runs"
    measure 0 >"$work/estimates-$run"
done
sort -k1,1 -k2,2n "$work/exact-runs" | awk '{ n[$1]++; if (n[$1] == 3) print $1, $2 }' >"$work/exact"
for run in 1 2 3 4 5; do
    judge "$work/estimates-$run"
done | awk '
    { functions += $1; estimates += $2; within += $3; beyond += $4 }
    END {
        printf "%d functions, %d estimated; %d within two errors, %d beyond half of one\n", functions, estimates, within, beyond
        exit !(functions == 200 && estimates == functions && within >= 0.88 * functions && 3 * beyond >= functions)
    }'
