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
