use std::path::Path;

#[path = "src/common.rs"]
mod common;

// A macro of a crate that is measured, in one that is not.
shared::function!(from_a_macro);

fn generated() -> String {
    format!("pub fn generated() -> u32 {{ {} }}\n", shared::used_by_both(20))
}

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-env=FROM_BUILD_SCRIPT={}", shared::used_by_both(1) + from_a_macro() + common::in_two_crates());
    let out = std::env::var_os("OUT_DIR").unwrap();
    std::fs::write(Path::new(&out).join("generated.rs"), generated()).unwrap();
}
