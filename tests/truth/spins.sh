#!/bin/bash
# Whether self times are true, for functions whose durations are known.
#   spins.sh PIANO WORK PROFILE exact|sampled alone|threads
# Builds the program of spins/ and runs it; what is disturbed by others on the machine is told from
# what is always so by the medians over the rounds of up to six runs.
set -eu
piano=$(realpath "$1") profile=$3 timing=$4 how=$5
here=$(cd "$(dirname "$0")" && pwd)
rm -rf "$2" && mkdir -p "$2" && work=$(realpath "$2")
cp -R "$here/spins" "$work/spins"
cd "$work/spins"
unset CARGO_TARGET_DIR RUSTFLAGS RUSTC_WRAPPER PIANO_RUNS_DIR PIANO_RUN_ID
program=$("$piano" build --profile "$profile" --mod rounds 2>"$work/build.log") || { cat "$work/build.log"; exit 1; }
[ "$timing" = sampled ] || export PIANO_EXACT=1
for run in 1 2 3 4 5 6; do
    PIANO_RUNS_DIR=$work/runs-$run "$program" "$how" | sed "s/^/$run /" >>"$work/truth"
    PIANO_RUNS_DIR=$work/runs-$run "$piano" report --all --json |
        jq -r --arg run "$run" '.functions[] | "\($run) \(.name | sub("^rounds::"; "")) \(.calls) \(.self_ns)"' >>"$work/figures"
    "$here/judge.sh" "$work/truth" "$work/figures" 15 >"$work/verdict" && break
done
cat "$work/verdict"
! grep -q WRONG "$work/verdict"
