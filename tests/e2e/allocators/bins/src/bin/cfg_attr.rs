#[cfg_attr(not(miri), global_allocator)]
#[allow(dead_code)]
static HEAP: oracle::Oracle = oracle::Oracle::new();

fn main() {
    work::run();
}
