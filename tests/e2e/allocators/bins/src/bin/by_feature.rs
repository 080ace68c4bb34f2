#[cfg(feature = "second")]
#[global_allocator]
static HEAP: oracle::Oracle = oracle::Oracle::new();

#[cfg(not(feature = "second"))]
#[global_allocator]
static HEAP: std::alloc::System = std::alloc::System;

fn main() {
    work::run();
}
