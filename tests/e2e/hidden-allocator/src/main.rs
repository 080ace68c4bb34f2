//! An allocator that a macro writes, where no reader of the source can see that it is there: one
//! more of ours beside it would not compile.

macro_rules! declare {
    ($($words:tt)*) => { $($words)* };
}

macro_rules! heap {
    ($type:ident) => {
        declare!(#[global_allocator] static HEAP: std::alloc::$type = std::alloc::$type;);
    };
}

heap!(System);

fn measured_all_the_same() -> usize {
    vec![1; 3].len()
}

fn main() {
    println!("{}", measured_all_the_same());
}
