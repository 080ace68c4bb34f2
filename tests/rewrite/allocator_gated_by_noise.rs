//@ edition=2021 program allocator=provide no-compile
// No Rust: the predicate is repeated, and must not become a comment there.
#[cfg(unix / / windows)]
#[global_allocator]
static A: System = System;

fn main() {}
