use std::path::Path;

fn generated() -> String {
    format!("pub fn generated() -> u32 {{ {} }}\n", shared::used_by_both(20))
}

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-env=FROM_BUILD_SCRIPT={}", shared::used_by_both(1));
    let out = std::env::var_os("OUT_DIR").unwrap();
    std::fs::write(Path::new(&out).join("generated.rs"), generated()).unwrap();
}
