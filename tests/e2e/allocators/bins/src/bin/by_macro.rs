//! In a macro call, and in a branch that reads like cfg_if's.

macro_rules! items {
    ($($item:item)*) => { $($item)* };
}

items! {
    #[global_allocator]
    static HEAP: oracle::Oracle = oracle::Oracle::new();

    fn beside_it() -> usize {
        std::hint::black_box(vec![1u8; 3]).len()
    }
}

fn main() {
    work::run();
    println!("{}", beside_it());
}
