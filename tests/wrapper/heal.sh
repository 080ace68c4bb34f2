#!/bin/bash
# Crates that do not compile with our text in them, step by step. What reveals it to them is where
# on its line something stands: column!() in a constant that must not be evaluated to false.
. "$(dirname "$0")/common.sh"

# fixed EXPRESSION: an expression of type () that compiles only at the column where it now stands.
fixed='{ const _: () = assert!(column!() == AT); }'

# place FILE: put into each AT the column of its column!().
place() {
    local line at
    while grep -q 'AT)' "$1"; do
        line=$(grep -n 'AT)' "$1" | head -1)
        at=${line#*:} at=${at%%column!()*}
        sed -i "${line%%:*}s/AT)/$((${#at} + 1)))/" "$1"
    done
}

measured() {
    "$program" >"$work/out"
    is "what it prints" "$(cat "$work/out")" "$1"
    shift
    "$piano" report --all --csv 2>/dev/null | tail -n +2 | cut -d, -f1 | tr -d '"' | sort >"$work/rows"
    is "what is measured" "$(tr '\n' ' ' <"$work/rows" | sed 's/ $//')" "$*"
}

echo "-- one function of several"
package one && cd one
write src/main.rs <<END
// The start of recording goes in here, and moves this line.
fn fussy() -> u32 { $fixed 1 }
fn fine() -> u32 {
    fussy() + 1
}
fn main() {
    println!("{}", fine());
}
END
place src/main.rs
build && measured 2 fine main
has "the report of the build" "$said" "left out"
skipped=$("$piano" build --list-skipped 2>&1)
has "the list" "$skipped" "src/main.rs:2: one::fussy: did not compile when instrumented"
touch src/main.rs && build && is "remembered" "$(compiled)" one && has "the second report" "$said" "left out"
build && is "then nothing is to do" "$(compiled)" ""
sed -i '2s/.*/fn fussy() -> u32 { 1 }/' src/main.rs
build && measured 2 fine fussy main
lacks "after a repair" "$said" "left out"
cd ..

echo "-- an error that comes after the metadata, in a library that others depend on"
package late $'[dependencies]\nearly = { path = "early" }\n[workspace]' && cd late
package early
write early/src/lib.rs <<'END'
pub struct At<const N: u32>;
impl<const N: u32> At<N> {
    pub const RIGHT: () = assert!(N == AT);
}
pub fn fussy() -> u32 { At::<{ column!() }>::RIGHT; 1 }
pub fn fine() -> u32 {
    fussy() + 1
}
END
sed -i 's/AT)/32)/' early/src/lib.rs
echo 'fn main() { println!("{}", early::fine()); }' | write src/main.rs
build && measured 2 fine main
cd ..

echo "-- another build begins and ends between an error that comes after the metadata, and its end"
package beside $'[dependencies]\nearly = { path = "early" }\nmiddle = { path = "middle" }\n[workspace]' && cd beside
package early && package middle $'[dependencies]\nearly = { path = "../early" }'
write early/src/lib.rs <<'END'
pub fn fussy() -> u32 { unsafe { std::arch::asm!(".if ({n} - AT)", ".error", ".endif", n = const column!()) }; 1 }
pub fn fine() -> u32 {
    fussy() + 1
}
END
place early/src/lib.rs
echo 'pub fn middle() -> u32 { early::fine() }' | write middle/src/lib.rs
echo 'fn main() { println!("{}", middle::middle() + early::fine()); }' | write src/main.rs
write "$work/builds-beside" <<'END'
#!/bin/sh
case "$*" in
*--crate-name\ beside*) mkdir "$BESIDE" 2>/dev/null &&
    env -i PATH="$PATH" HOME="$HOME" "$PIANO" build --release >"$BESIDE/out" 2>&1 ;;
esac
exec "$@"
END
chmod +x "$work/builds-beside"
export RUSTC_WRAPPER=$work/builds-beside BESIDE=$work/was-beside PIANO=$piano
build && measured 4 fine main middle
has "the other build" "$(cat "$BESIDE/out")" "release/beside"
unset RUSTC_WRAPPER BESIDE PIANO
cd ..

echo "-- a crate without a function to blame"
package whole $'[dependencies]\nrigid = { path = "rigid" }\n[workspace]' && cd whole
package rigid
echo "pub fn moved() -> u32 { 1 } const _: () = $fixed;" | write rigid/src/lib.rs
place rigid/src/lib.rs
echo 'fn main() { println!("{}", rigid::moved()); }' | write src/main.rs
build && measured 1 main
has "the list" "$("$piano" build --list-skipped 2>&1)" "rigid/src/lib.rs:1: rigid::moved: did not compile"
echo >>rigid/src/lib.rs
sed -i 's/ const .*//' rigid/src/lib.rs
build && measured 1 main moved
cd ..

echo "-- a program that bears nothing of ours"
package rigid-program && cd rigid-program
echo "const _: () = $fixed; fn main() { println!(\"there\"); }" | write src/main.rs
place src/main.rs
build && is "what it prints" "$("$program")" there
build && is "remembered" "$(compiled)" ""
cd ..

echo "-- a compiler that is killed has said nothing of our text"
package killed && cd killed
echo 'fn main() { println!("there"); }' | write src/main.rs
write "$work/killed-once" <<'END'
#!/bin/sh
case "$*" in
*__piano=*) mkdir "$KILLED" 2>/dev/null && kill -9 $$ ;;
esac
exec "$@"
END
chmod +x "$work/killed-once"
export RUSTC_WRAPPER=$work/killed-once KILLED=$work/was-killed
"$piano" build >"$work/out" 2>"$work/said"
is "piano's exit code" $? 101
has "what is said" "$(cat "$work/said")" "signal: 9"
build && measured there main
lacks "the report of the build" "$said" "left out"
unset RUSTC_WRAPPER KILLED
cd ..

echo "-- a linker that is killed has said nothing of our text"
package unlinked && cd unlinked
echo 'fn main() { println!("there"); }' | write src/main.rs
mkdir "$work/linkers"
write "$work/linkers/ld.bfd" <<'END'
#!/bin/sh
kill -9 $$
END
write "$work/killed-linker" <<'END'
#!/bin/sh
mkdir "$KILLED" 2>/dev/null && set -- "$@" -fuse-ld=bfd -B"$LINKERS"
exec cc "$@"
END
chmod +x "$work/killed-linker" "$work/linkers/ld.bfd"
export RUSTFLAGS="-C linker=$work/killed-linker" KILLED=$work/was-unlinked LINKERS=$work/linkers
"$piano" build >"$work/out" 2>"$work/said"
is "piano's exit code" $? 101
has "what is said" "$(cat "$work/said")" "terminated with signal 9"
build && measured there main
lacks "the report of the build" "$said" "left out"
unset RUSTFLAGS KILLED LINKERS
cd ..

echo "-- an error of the user's own beside one of ours"
cd one
write src/main.rs <<END
fn fussy() -> u32 { $fixed 1 }
fn wrong() -> u32 {
    "no"
}
fn main() {
    println!("{}", fussy() + wrong());
}
END
place src/main.rs
cargo build 2>"$work/cargo.err"
is "cargo's exit code" $? 101
"$piano" build 2>"$work/ours.err"
is "ours" $? 101
diff <(grep -v Compiling "$work/cargo.err") <(grep -vE 'Compiling|^found' "$work/ours.err") >&2 || wrong "the compiler's words differ"
