//! Builds a program in a workspace of its own, and runs it.

use std::env;
use std::path::Path;
use std::process::Command;

fn main() {
    let folder = Path::new(&env::var("OUT_DIR").unwrap()).join("tool");
    let built = Command::new(env::var("CARGO").unwrap())
        .args(["build", "--quiet", "--manifest-path", "tool/Cargo.toml", "--target-dir"])
        .arg(&folder)
        .status();
    assert!(built.unwrap().success());
    let said = Command::new(folder.join("debug/tool")).output().unwrap();
    println!("cargo:rustc-env=SAID={}", String::from_utf8(said.stdout).unwrap());
    println!("cargo:rerun-if-changed=build.rs");
}
