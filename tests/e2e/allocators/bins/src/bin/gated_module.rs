#[cfg(unix)]
mod heap {
    #[global_allocator]
    static HEAP: oracle::Oracle = oracle::Oracle::new();
}

fn main() {
    work::run();
}
