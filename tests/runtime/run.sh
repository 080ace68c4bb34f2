#!/bin/bash
# The runtime in a real Rust program, debug and release: what its run files say against what the
# program says. In: the folder with libpiano_runtime.a, the dump tool, the folder of the sources,
# names of checks (all without any).  Exit code 77: there is no rustc.
set -u
library=$1 dump=$2 sources=$3
shift 3
command -v rustc >/dev/null || exit 77

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export PIANO_RUNS_DIR=$work/runs PIANO_RUN_ID=run RUST_BACKTRACE=0
failures=0 checks=0
unset PIANO_EXACT

fail() {
    echo "FAILED $level $name: $*"
    failures=$((failures + 1))
}

# Runs the program; its words go to $work/out.
run() {
    rm -rf "$PIANO_RUNS_DIR"
    "$work/program-$level" "$@" >"$work/out" 2>"$work/err"
    code=$?
}

file() {
    set -- "$PIANO_RUNS_DIR"/run-*.run
    echo "$1"
}

# field FUNCTION KEY [FILE]: what the dump says.
field() {
    "$dump" "${3:-$(file)}" | awk -v f="$1" -v k="$2" \
        '$1 == "function" && $2 == f { for (i = 3; i < NF; i += 2) if ($i == k) print $(i + 1) }'
}

header() {
    "$dump" "${2:-$(file)}" | awk -v k="$1" '$1 == "run" && $2 == k { print $3 }'
}

# want FUNCTION KEY VALUE [FILE]
want() {
    local got
    got=$(field "$1" "$2" "${4:-$(file)}")
    checks=$((checks + 1))
    [ "$got" = "$3" ] || fail "$1 $2 is '$got', not '$3'"
}

# holds EXPRESSION: in shell arithmetic
holds() {
    checks=$((checks + 1))
    (( $1 )) || fail "not so: $1"
}

simple() {
    run simple
    want main calls 1; want middle calls 2; want leaf calls 1010; want fib calls 1973
    want down calls 11; want allocate allocs 100; want allocate bytes 5950
    want allocate frees 100; want allocate freed 5950; want down paths 11
    holds "$(header end) == 1"
    # Self times add up to the recorded time.
    local sum total
    sum=$("$dump" "$(file)" | awk '$1 == "function" { for (i = 3; i < NF; i += 2) if ($i == "self") s += $(i + 1) } END { printf "%.0f", s }')
    total=$(field "(outside)" ticks)
    holds "$sum == $total"
}

adaptive() {
    PIANO_EXACT=0 run simple
    want leaf calls 1010; want fib calls 1973
    PIANO_EXACT=0 run fib 27
    want fib calls 635621
    holds "$(field fib untimed) > 500000"
    PIANO_EXACT=1 run fib 20
    want fib untimed 0
}

threads() {
    run threads 8 20000
    want leaf calls 160000; want middle calls 8
    holds "$("$dump" "$(file)" | grep -c '^thread .*name worker-') == 8"
    run short-threads 4000
    want leaf calls 8000; want middle calls 4000
    holds "$("$dump" "$(file)" | grep -c '^thread') <= 80"
    run destructors
    want leaf calls 200
}

ends() {
    local how want_code
    for how in return:0 exit:3 thread-exit:3 _exit:3 abort:134 panic:101 worker-panic:0 sigterm:143 \
        sigkill:137 sigsegv:139 stack:134 exec:0; do
        want_code=${how#*:}
        name="end by ${how%:*}"
        run end "${how%:*}" 2>/dev/null
        holds "$code == $want_code"
        want leaf calls 100; want main calls 1
    done
}

forks() {
    run forks
    read -r _ parent _ child _ silent <"$work/out"
    local of=$PIANO_RUNS_DIR/run
    want middle calls 2 "$of-$parent.run"; want leaf calls 30 "$of-$parent.run"
    want middle calls 1 "$of-$child.run"; want leaf calls 5 "$of-$child.run"
    want main calls 0 "$of-$child.run"
    [ ! -e "$of-$silent.run" ] || fail "a child that called nothing has a file"
}

signals() {
    run signals
    read -r _ middle _ leaf _ turns _ handled <"$work/out"
    want middle calls "$middle"; want leaf calls "$leaf"
    holds "$(field left calls) + $(field right calls) == $turns"
    holds "$(field handled calls) <= $handled"
    holds "$(field handled calls) * 10 > $handled * 7"
}

bounds() {
    run paths 30 100000
    holds "$(field left calls) + $(field right calls) == 3000000"
    holds "$(stat -c %s "$(file)") <= 16 * 1024 * 1024"
    holds "$(header folded) > 100000"
    # Folding leaves self times true: they still add up.
    local sum total
    sum=$("$dump" "$(file)" | awk '$1 == "function" { for (i = 3; i < NF; i += 2) if ($i == "self") s += $(i + 1) } END { printf "%.0f", s }')
    total=$(field "(outside)" ticks)
    holds "$sum > $total * 999 / 1000 && $sum < $total * 1001 / 1000"
    run deep 100000
    want down calls 100001
    holds "$(stat -c %s "$(file)") <= 16 * 1024 * 1024"
}

asyncs() {
    run asyncs
    want outer calls 4; want outer cancelled 1; want outer completed 2; want outer panicked 1; want outer polls 16
    want inner calls 14; want inner cancelled 2; want inner completed 12
    want hooked calls 3; want hooked cancelled 1; want hooked completed 2; want hooked polls 15
    holds "$(field outer suspended) > 0"
}

# Killed at any moment, the counts are within one call a thread of the truth.
kills() {
    local i logged counted
    for i in $(seq "${KILLS:-40}"); do
        rm -rf "$PIANO_RUNS_DIR" "$work/counters"
        "$work/program-$level" until-killed "$work/counters" 3 &
        local pid=$!
        sleep "0.0$((RANDOM % 90 + 10))"
        kill -9 "$pid"
        wait "$pid" 2>/dev/null
        [ -e "$(file)" ] && [ -e "$work/counters" ] || continue
        counted=$(field leaf calls)
        logged=$(od -An -v -t u8 -w64 -N 192 "$work/counters" | awk '{ s += $1 } END { printf "%.0f", s }')
        holds "${counted:-0} >= $logged && ${counted:-0} <= $logged + 3"
    done
}

# No room for the file, or for more of it: the program runs on and every call is counted.
full() {
    (ulimit -f 1024; run paths 24 20000; exit "$code")
    code=$?
    holds "$code == 0"
    holds "$(field left calls) + $(field right calls) == 24 * 20000"
    holds "($(header flags) & 8) != 0"
    (ulimit -f 100; run simple; exit "$code") || fail "the program failed"
    rm -rf "$PIANO_RUNS_DIR"
    PIANO_RUNS_DIR=/proc/nowhere run simple
    holds "$code == 0"
}

# As the rewriter does it, optimised crates have the short path of a probe in their own code.
for level in 0 3; do
    name=build optimised=()
    [ $level = 0 ] || optimised=(--cfg optimised)
    [ -e "$work/lib__piano.rlib" ] ||
        rustc --edition 2018 --crate-type rlib --crate-name __piano -O --cfg piano_into_future \
            -l static=piano_runtime -L "$library" -o "$work/lib__piano.rlib" \
            "$sources/../../runtime/shim.rs" || exit 1
    rustc --edition 2021 -C opt-level=$level "${optimised[@]}" -L "$library" --extern __piano="$work/lib__piano.rlib" \
        "$sources/program.rs" -o "$work/program-$level" || exit 1
    for name in "${@:-simple adaptive threads ends forks signals bounds asyncs kills full}"; do
        for name in $name; do
            $name
        done
    done
done 2>"$work/noise"
grep -v -e Killed -e Aborted -e 'Segmentation' -e Terminated "$work/noise"
echo "$checks checks, $failures failed"
[ "$failures" = 0 ]
