//@ edition=2021 program allocator=provide
// One of two is compiled in: none may be provided.
use std::alloc::System;

#[cfg(unix)]
#[global_allocator]
static A: System = System;

#[cfg(not(unix))]
#[global_allocator]
static A: System = System;

fn main() {
    println!("{}", vec![1; 3].len());
}
