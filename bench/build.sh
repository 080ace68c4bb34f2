#!/bin/bash
# What instrumenting costs a build: ripgrep and its library crates as one workspace, built from clean
# and with nothing changed, by cargo and by piano in turn.
#   bench/build.sh PIANO FOLDER [ROUNDS]
# Out: rows for table.sh, the floor being cargo's own time.
set -eu
piano=$1 work=$2 rounds=${3:-3}
. "$(dirname "$0")/common.sh"

by_cargo() { cargo build -p ripgrep --offline --target-dir "$work/plain"; }
by_piano() { CARGO_TARGET_DIR=$work/measured "$piano" build -p ripgrep --bin rg --offline; }
clean_by_cargo() { rm -rf "$work/plain" && by_cargo; }
clean_by_piano() { rm -rf "$work/measured" && by_piano; }

nine_crates "$work/workspace"
cd "$work/workspace"
cargo fetch -q
in_turn "$rounds" clean_by_cargo clean_by_piano
in_turn 11 by_cargo by_piano
echo "build of nine crates from clean|ms|${medians[clean_by_piano]}|${medians[clean_by_cargo]}|<= 1.15x"
echo "build with nothing changed|ms|${medians[by_piano]}|${medians[by_cargo]}|<= 50 ms more"
