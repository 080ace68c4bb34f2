#!/bin/sh
# Compare the scanner with rustc on real crates.
#   run.sh all | CRATE…
# The names are those of crates.txt. ORACLE is the comparing program, built here where it is not
# set; FOLDER is where the crates are fetched to. Exit code 1: scanner and compiler differ, 77: the
# crates cannot be fetched here.
set -eu
cd "$(dirname "$0")/../.."
list=tests/oracle/crates.txt
folder=${FOLDER:-$PWD/build/tests/oracle/crates}
wanted=" $* "
[ $# -gt 0 ] || { echo 'usage: tests/oracle/run.sh all | CRATE…' >&2; exit 2; }

if [ -z "${ORACLE:-}" ]; then
    cmake --preset release -DPIANO_TESTS=ON >/dev/null
    cmake --build build --target oracle >/dev/null
    ORACLE=$PWD/build/tests/oracle/oracle
fi

chosen() {
    while read -r name version; do
        case $name in '#'*|'') continue ;; esac
        case $wanted in ' all '|*" $name "*) echo "$name $version" ;; esac
    done <"$list"
}

# Cargo fetches what a project that is never built depends on.
fetch() {
    mkdir -p "$folder"
    {
        printf '[package]\nname = "oracle"\nversion = "0.0.0"\nedition = "2021"\n'
        printf '[lib]\npath = "lib.rs"\n[workspace]\n[dependencies]\n'
        chosen | while read -r name version; do printf '%s = "=%s"\n' "$name" "$version"; done
    } >"$folder/Cargo.toml.new"
    if cmp -s "$folder/Cargo.toml.new" "$folder/Cargo.toml" && [ -d "$folder/vendor" ]; then
        return
    fi
    rm -rf "$folder/vendor"
    mv "$folder/Cargo.toml.new" "$folder/Cargo.toml"
    : >"$folder/lib.rs"
    (cd "$folder" && cargo vendor --quiet --versioned-dirs vendor >/dev/null)
}

if ! command -v cargo >/dev/null || ! fetch; then
    rm -rf "$folder/vendor"
    echo "oracle: cargo could not fetch the crates" >&2
    exit 77
fi
failed=0 compared=0
for crate in $(chosen | tr ' ' =); do
    # A version may carry build metadata that its folder's name has and the list has not.
    for source in "$folder/vendor/${crate%=*}-${crate#*=}" "$folder/vendor/${crate%=*}-${crate#*=}+"*; do
        [ -d "$source" ] || continue
        edition=$(sed -n 's/^edition = "\(.*\)"/\1/p' "$source/Cargo.toml")
        printf '%s: ' "$(basename "$source")"
        find "$source" -name '*.rs' -print0 |
            xargs -0 "$ORACLE" "${edition:-2015}" || failed=1
        compared=$((compared + 1))
    done
done
[ "$compared" -gt 0 ] || failed=1
exit $failed
