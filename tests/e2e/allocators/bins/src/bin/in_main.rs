//! Declared in the root; used by name and by reference.

use oracle::Oracle;

#[global_allocator]
static HEAP: Oracle = Oracle::new();

fn look_at(heap: &Oracle) -> u64 {
    heap.refused()
}

fn main() {
    work::run();
    println!("{} {}", HEAP.refused(), look_at(&HEAP));
}
