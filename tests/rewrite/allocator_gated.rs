//@ edition=2021 program allocator=provide
// None of these is compiled in here: one must be provided.
use std::alloc::System;

#[cfg(target_os = "none")]
#[global_allocator]
static FIRST: System = System;

#[cfg(all(windows, not(windows)))]
#[global_allocator]
static SECOND: System = System;

#[cfg_attr(target_env = "sgx", global_allocator)]
static THIRD: System = System;

#[cfg(target_family = "wasm")]
mod elsewhere {
    #[global_allocator]
    static FOURTH: std::alloc::System = std::alloc::System;
}

fn main() {
    let _ = &THIRD;
    println!("{}", vec![1; 3].len());
}
