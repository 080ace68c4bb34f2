#!/bin/bash
# A program for another processor: the runtime is compiled for it, what runs in the compiler is not
# touched, and the program records under emulation. Skipped where that cannot be tried.
target=aarch64-unknown-linux-gnu compiler=aarch64-linux-gnu-gcc
command -v $compiler >/dev/null && [ -d "$(rustc --print sysroot)/lib/rustlib/$target" ] || exit 77
. "$(dirname "$0")/common.sh"

package app $'[dependencies]\nboth = { path = "both" }\n[build-dependencies]\nboth = { path = "both" }\n[workspace]' && cd app
package both
echo 'pub fn both() -> Vec<u32> { vec![7] }' | write both/src/lib.rs
echo 'fn main() { println!("cargo:rustc-env=BOTH={}", both::both()[0]); }' | write build.rs
echo 'fn main() { println!("{} {:?} {}", env!("BOTH"), both::both(), std::env::consts::ARCH); }' | write src/main.rs
export CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_LINKER=$compiler
build --target $target || exit

host=$(find target/piano/debug/deps -name 'libboth-*.rlib')
[ -n "$host" ] && ! grep -aq __piano "$host" || wrong "what the build script uses is instrumented"

if command -v qemu-aarch64 >/dev/null; then
    is "the program" "$(qemu-aarch64 -L /usr/aarch64-linux-gnu "$program")" "7 [7] aarch64"
    is "calls" "$("$piano" report --all --csv | grep -c '^\(both\|main\),')" 2
fi

echo "-- platforms that cannot be"
mkdir bin && for tool in cargo rustc; do ln -s "$(command -v $tool)" bin/; done
rm -r target
said=$(PATH=$PWD/bin "$piano" build --target $target 2>&1) && wrong "it builds without a C compiler"
has "without a C compiler" "$said" "needs a C compiler for it"
lacks "without a C compiler" "$said" "Compiling"
said=$("$piano" build --target wasm32-unknown-unknown 2>&1) && wrong "it builds for wasm32"
has "wasm32" "$said" "only those for Linux and macOS"
