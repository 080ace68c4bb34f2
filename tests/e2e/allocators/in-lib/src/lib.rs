#[global_allocator]
static HEAP: oracle::Oracle = oracle::Oracle::new();

pub fn refused() -> u64 {
    HEAP.refused()
}
