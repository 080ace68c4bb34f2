#!/bin/bash
# What is not the program's passes by: other compilers' calls, build scripts and what they start,
# macros; and calls that come in an unusual form are understood.
. "$(dirname "$0")/common.sh"

package app $'[dependencies]\ncommon = { path = "common" }\nderive = { path = "derive" }\n[build-dependencies]\ncommon = { path = "common" }\n[workspace]' && cd app
package common
package derive $'[lib]\nproc-macro = true\n[dependencies]\ncommon = { path = "../common" }'
package nested $'[workspace]'
echo 'pub fn common() -> u32 { 7 }' | write common/src/lib.rs
write derive/src/lib.rs <<'END'
#[proc_macro]
pub fn number(_: proc_macro::TokenStream) -> proc_macro::TokenStream {
    common::common().to_string().parse().unwrap()
}
END
# A cargo in a build script builds what it is told to, with whatever profile and no probes.
echo '#[no_mangle] pub extern "C" fn nested() -> u32 { helper() } fn helper() -> u32 { 5 }' | write nested/src/lib.rs
write build.rs <<'END'
use std::process::Command;
fn main() {
    let out = std::env::var("OUT_DIR").unwrap();
    let cargo = std::env::var("CARGO").unwrap();
    for profile in [&["--release"][..], &[]] {
        let status = Command::new(&cargo)
            .args(["rustc", "--offline", "--manifest-path", "nested/Cargo.toml"])
            .args(["--target-dir", &out, "--crate-type", "staticlib"])
            .args(profile)
            .status();
        assert!(status.unwrap().success());
    }
    let rustc = std::env::var("RUSTC").unwrap();
    assert!(Command::new(rustc).arg("-vV").status().unwrap().success());
    println!("cargo:rustc-link-search={out}/release");
    println!("cargo:rustc-link-lib=static=nested");
    println!("cargo:rustc-env=COMMON={}", common::common());
}
END
write src/main.rs <<'END'
extern "C" {
    fn nested() -> u32;
}
fn main() {
    println!("{} {} {} {}", unsafe { nested() }, env!("COMMON"), derive::number!(), common::common());
}
END
build && is "the program" "$("$program")" "5 7 7 7"
symbols=$(nm "$(find target/piano -path '*/release/libnested.a')" 2>/dev/null)
has "what a build script builds" "$symbols" nested
lacks "what a build script builds" "$symbols" piano
"$piano" report --all --csv 2>/dev/null | grep -q '^common,common,common,.*' || wrong "common is not measured"

# There is little room in the compiler for what every loaded macro would keep there.
for macros in target/piano/debug/deps/libderive-*.so; do
    dynamic=$(readelf -dW "$macros")
    has "$macros" "$dynamic" NEEDED
    lacks "$macros, of the compiler's own thread-local memory" "$dynamic" STATIC_TLS
done

echo "-- a platform that is named: what is compiled for the compiler is left alone"
cd "$work" && package named $'[dependencies]\ncommon = { path = "../app/common" }\nderive = { path = "../app/derive" }' && cd named
echo 'fn main() { println!("{} {}", derive::number!(), common::common()); }' | write src/main.rs
platform=$(rustc -vV | sed -n 's/^host: //p')
left_alone() {
    lacks "$1: what macros use" "$(nm target/piano/debug/deps/libcommon-*.rlib 2>&1)" piano
    has "$1: what the program uses" "$(nm "target/piano/$platform"/debug/deps/libcommon-*.rlib 2>&1)" piano
    is "$1: the program" "$("$program")" "7 7"
}
build --target "$platform" && left_alone "by a flag"
if [ "$(printf '1.91\n%s\n' "$(cargo --version | cut -d' ' -f2)" | sort -V | head -1)" = 1.91 ]; then
    rm -rf target
    build --target host-tuple && left_alone "by cargo's name for this one"
fi
rm -rf target
CARGO_BUILD_TARGET=$platform build && left_alone "by the environment"
rm -rf target
printf '[build]\ntarget = "%s"\n' "$platform" | write .cargo/config.toml
build && left_alone "by configuration"
rm -rf target
printf '[build]\ntarget = ["%s"]\n' "$platform" | write .cargo/config.toml
build && left_alone "in a list"
printf '[build]\ntarget = "xyzzy"\n' | write .cargo/config.toml
said=$("$piano" build 2>&1) && wrong "it builds for xyzzy"
has "an unknown one" "$said" "programs for xyzzy cannot be measured"
lacks "an unknown one" "$said" Compiling

echo "-- a folder of the user's for what is intermediate"
cd "$work" && package kept && cd kept
mkdir "$work/in \"between" && printf "[build]\nbuild-dir = '%s'\n" "$work/in \"between" | write .cargo/config.toml
echo 'fn main() { println!("there"); }' | write src/main.rs
build && is "the program" "$("$program")" there
is "what piano builds in it" "$(ls "$work/in \"between")" ""
cargo build -q && has "what cargo builds in it" "$(ls "$work/in \"between")" debug

echo "-- a call too long for a command line"
cd "$work" && package long '[features]' && cd long
for i in $(seq 1 3000); do echo "feature_of_a_length_that_is_not_common_but_allowed_number_$i = []"; done >>Cargo.toml
echo 'fn main() { println!("{}", cfg!(feature = "feature_of_a_length_that_is_not_common_but_allowed_number_7")); }' | write src/main.rs
build --all-features && is "the program" "$("$program")" true

echo "-- warnings"
cd "$work" && package warned && cd warned
echo 'fn unused() {} fn main() {}' | write src/main.rs
build && lacks "what was said" "$said" "warning"
