#!/bin/bash
# What is compiled again, crate by crate: what has changed, what depends on it, and nothing else.
. "$(dirname "$0")/common.sh"

printf '[workspace]\nmembers = ["*"]\nresolver = "2"\nexclude = ["target"]\n' | write Cargo.toml
package app $'[dependencies]\nleft = { path = "../left" }\nright = { path = "../right" }'
package left $'[dependencies]\nbase = { path = "../base" }'
package right
package base
echo 'fn main() { println!("{} {}", left::left(), right::right()); }' | write app/src/main.rs
echo 'pub fn left() -> u32 { base::base() }' | write left/src/lib.rs
echo 'pub fn right() -> usize { include_str!("../../data.txt").len() + other() } fn other() -> usize { 0 }' | write right/src/lib.rs
echo 'pub fn base() -> u32 { 1 }' | write base/src/lib.rs
echo -n 12345 | write data.txt

build && is "the first time" "$(compiled)" "app base left right"
is "the program" "$("$program")" "1 5"
build && is "unchanged" "$(compiled)" ""

sed -i 's/1/2/' base/src/lib.rs
build && is "after a change at the bottom" "$(compiled)" "app base left"
is "the program" "$("$program")" "2 5"

echo -n 123 | write data.txt
build && is "after a change of an included file" "$(compiled)" "app right"
is "the program" "$("$program")" "2 3"

touch app/src/main.rs
build && is "after a touch at the top" "$(compiled)" "app"

build --fn main --fn base --fn left --fn right && is "with a narrower selection" "$(compiled)" "app right"
build --fn main --fn base --fn left --fn right && is "with the same selection" "$(compiled)" ""
build --fn left && is "with another selection" "$(compiled)" "app base left right"
build && is "with everything again" "$(compiled)" "app base left right"

build --release && is "for another profile" "$(compiled)" "app base left right"
build && is "back in the first profile" "$(compiled)" ""
build --exact-time && is "with another setting of the runtime" "$(compiled)" "app"

# Piano itself: another one builds all anew, and keeps what is the user's.
mkdir -p target/piano/runs && echo kept >target/piano/runs/note
cp "$piano" other && printf x >>other
mine=$piano piano=$work/other
build && is "by another piano" "$(compiled)" "app base left right"
piano=$mine
is "what the user has" "$(cat target/piano/runs/note)" kept
