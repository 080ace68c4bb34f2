#!/bin/bash
# How much slower whole programs run when measured (release builds): one of our own, plain, under
# piano and with hotpath's annotations; and ripgrep over a large tree, plain and with all nine of its
# crates measured. What is compared runs in turn.
#   bench/programs.sh PIANO FOLDER ledger|ripgrep [ROUNDS]
# Out: rows for table.sh, the floor being the plain program.
set -eu
piano=$1 work=$2 program=$3 rounds=${4:-11}
here=$(cd "$(dirname "$0")" && pwd)
. "$here/common.sh"
mkdir -p "$work"
work=$(cd "$work" && pwd)
export PIANO_RUNS_DIR=$work/runs

plain() { "$work/ledger" 10; }
measured() { "$work/ledger-piano" 10; }
hotpath() { "$work/ledger-hotpath" 10; }
hotpath_alloc() { "$work/ledger-hotpath-alloc" 10; }

# NAME FLAG…: a build of the ledger by cargo, kept under a name.
build_ledger() {
    local name=$1
    shift
    cargo build -q --release --target-dir "$work/target" "$@"
    cp "$work/target/release/ledger" "$work/$name"
}

ledger() {
    rm -rf "$work/source" && cp -R "$here/ledger" "$work/source"
    cd "$work/source"
    build_ledger ledger
    build_ledger ledger-hotpath --features hotpath
    build_ledger ledger-hotpath-alloc --features hotpath-alloc
    cp "$(CARGO_TARGET_DIR=$work/target "$piano" build --release 2>/dev/null)" "$work/ledger-piano"
    in_turn "$rounds" plain measured hotpath hotpath_alloc
    echo "ledger under piano, with allocations|ms|${medians[measured]}|${medians[plain]}|"
    echo "ledger under hotpath|ms|${medians[hotpath]}|${medians[plain]}|"
    echo "ledger under hotpath, with allocations|ms|${medians[hotpath_alloc]}|${medians[plain]}|"
    echo "ledger: piano against hotpath|ms|${medians[measured]}|${medians[hotpath]}|<= 1.00x"
}

# Every crate that this machine has the source of.
tree=${BENCH_TREE:-${CARGO_HOME:-$HOME/.cargo}/registry/src}
search() { "$1" -c 'unsafe\s+fn\s+\w+_init' "$tree"; }
plain_search() { search "$work/rg"; }
measured_search() { search "$work/rg-piano"; }

ripgrep() {
    nine_crates "$work/workspace"
    cd "$work/workspace"
    cargo build -q --release -p ripgrep --target-dir "$work/target"
    cp "$work/target/release/rg" "$work/rg"
    cp "$(CARGO_TARGET_DIR=$work/target "$piano" build --release -p ripgrep --bin rg 2>/dev/null)" "$work/rg-piano"
    in_turn 1 plain_search measured_search
    in_turn "$rounds" plain_search measured_search
    echo "ripgrep over a large tree|ms|${medians[measured_search]}|${medians[plain_search]}|<= 1.10x"
}

"$program"
rm -rf "$PIANO_RUNS_DIR"
