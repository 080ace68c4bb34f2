#[cfg(windows)]
#[global_allocator]
static HEAP: std::alloc::System = std::alloc::System;

#[cfg(all(unix, not(any(miri, target_os = "none"))))]
#[global_allocator]
static HEAP: oracle::Oracle = oracle::Oracle::new();

fn main() {
    work::run();
}
