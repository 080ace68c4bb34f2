use oracle::Oracle;

#[global_allocator]
static HEAP: Oracle = Oracle::new();

pub fn refused() -> u64 {
    HEAP.refused()
}
