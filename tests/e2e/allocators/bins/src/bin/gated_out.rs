//! No allocator of its own on this system.

#[cfg(windows)]
#[global_allocator]
static HEAP: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[cfg(target_os = "hermit")]
mod heap {
    #[global_allocator]
    static HEAP: std::alloc::System = std::alloc::System;
}

fn main() {
    work::run();
}
