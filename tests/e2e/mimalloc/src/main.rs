//! Chosen by cfg_if.

mod work;

cfg_if::cfg_if! {
    if #[cfg(target_os = "none")] {
        #[global_allocator]
        static GLOBAL: std::alloc::System = std::alloc::System;
    } else {
        #[global_allocator]
        static GLOBAL: mimalloc::MiMalloc = mimalloc::MiMalloc;
    }
}

fn main() {
    work::run();
}
