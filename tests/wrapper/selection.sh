#!/bin/bash
# What --file names is measured, and nothing else, from wherever piano is called: cargo calls rustc in
# folders of its own.
. "$(dirname "$0")/common.sh"

mkdir all && cd all || exit
printf '[workspace]\nmembers = ["app", "part"]\nresolver = "2"\n[package]\nname = "whole"\nversion = "0.1.0"\n' | write Cargo.toml
echo 'pub fn in_whole() {}' | write src/lib.rs
package app $'[dependencies]\npart = { path = "../part" }\nwhole = { path = ".." }\noutside = { path = "../../outside" }'
package part
package ../outside
echo 'pub fn in_part() {}' | write part/src/lib.rs
echo 'pub fn in_outside() {}' | write ../outside/src/lib.rs
write app/src/main.rs <<'END'
#[path = "linked/other.rs"]
mod other;

fn main() {
    other::in_other();
    whole::in_whole();
    part::in_part();
    outside::in_outside();
}
END
echo 'pub fn in_other() {}' | write app/others/other.rs
ln -s ../others app/src/linked
ln -s "$PWD" "$work/link"

# measures FUNCTIONS FOLDER PATTERN…
measures() {
    local wanted=$1 folder=$2 patterns=() found
    shift 2
    for pattern in "$@"; do patterns+=(--file "$pattern"); done
    found=$(cd "$folder" && "$piano" profile -q -p app "${patterns[@]}" --all 2>"$work/said" |
        sed '1,/^-/d; s/ .*//' | sort | tr '\n' ' ')
    is "--file $* in $folder" "${found% }" "$wanted"
    rm -rf "$work/all/target"
}

measures main . app/src/main.rs
measures "in_other main" app src
measures "in_other main" app .
measures "in_other main" app/src ..
measures main app/src main.rs
measures in_part app ../part
measures in_part app part/src
measures in_whole . src
measures in_outside app "$work/outside"
measures "in_outside in_part in_whole" app lib.rs

echo "-- links"
measures in_other app others
measures in_other app src/linked/other.rs
measures main . "$work/link/app/src/main.rs"
measures "in_part main" "$work/link/app" "$work/link/part" "$work/all/app/src/main.rs"
