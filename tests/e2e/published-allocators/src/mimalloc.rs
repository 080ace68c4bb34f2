//! Chosen by cfg_if.

mod work;

cfg_if::cfg_if! {
    if #[cfg(target_os = "none")] {
        #[global_allocator]
        static GLOBAL: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;
    } else {
        #[global_allocator]
        static GLOBAL: mimalloc::MiMalloc = mimalloc::MiMalloc;
    }
}

fn main() {
    work::run();
}
