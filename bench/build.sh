#!/bin/bash
# What instrumenting costs a build: ripgrep and its library crates as one workspace, built from clean
# and with nothing changed, by cargo and by piano in turn.
#   bench/build.sh PIANO FOLDER [ROUNDS]
# Out: rows for table.sh, the floor being cargo's own time.
set -eu
piano=$1 work=$2 rounds=${3:-3}
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../tests/corpus/fetch.sh"
crates=(ripgrep-14.1.1 grep-0.3.2 grep-cli-0.1.11 grep-matcher-0.1.7 grep-printer-0.2.2
    grep-regex-0.1.13 grep-searcher-0.1.14 ignore-0.4.23 globset-0.4.15)

# The published crates depend on each other through the registry; here, on the folder next to them.
assemble() {
    local crate name version
    mkdir -p "$work/workspace"
    for crate in "${crates[@]}"; do
        fetch "${crate%-*}" "${crate##*-}" "$work/workspace"
    done
    for crate in "${crates[@]}"; do
        name=${crate%-*}
        for manifest in "$work"/workspace/*/Cargo.toml; do
            grep -qF "path = \"../$crate\"" "$manifest" ||
                sed -i "s|^\[\(.*dependencies\)\.$name\]\$|&\npath = \"../$crate\"|" "$manifest"
        done
    done
    cp -n "$work/workspace/ripgrep-14.1.1/Cargo.lock" "$work/workspace/Cargo.lock"
    printf '[workspace]\nresolver = "2"\nmembers = ["*-[0-9]*"]\n' >"$work/workspace/Cargo.toml"
}

# Milliseconds that a command takes.
took() {
    local start=$EPOCHREALTIME end
    "$@" >"$work/log.txt" 2>&1 || { cat "$work/log.txt" >&2; exit 1; }
    end=$EPOCHREALTIME
    echo $(((${end/./} - ${start/./}) / 1000))
}

median() {
    sort -n | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'
}

by_cargo() {
    cargo build -p ripgrep --offline --target-dir "$work/plain"
}
by_piano() {
    CARGO_TARGET_DIR=$work/measured "$piano" build -p ripgrep --bin rg --offline
}

assemble
cd "$work/workspace"
cargo fetch -q
for round in $(seq "$rounds"); do
    rm -rf "$work/plain" "$work/measured"
    took by_cargo >>"$work/clean.cargo.$$"
    took by_piano >>"$work/clean.piano.$$"
done
for round in $(seq 11); do
    took by_cargo >>"$work/same.cargo.$$"
    took by_piano >>"$work/same.piano.$$"
done
echo "build of nine crates from clean|ms|$(median <"$work/clean.piano.$$")|$(median <"$work/clean.cargo.$$")|<= 1.15x"
echo "build with nothing changed|ms|$(median <"$work/same.piano.$$")|$(median <"$work/same.cargo.$$")|<= 50 ms more"
rm -f "$work"/*.cargo.$$ "$work"/*.piano.$$
