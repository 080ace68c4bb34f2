#!/usr/bin/env run-cargo-script
//~ file root 2:1
fn after_shebang() {} //~ fn after_shebang
