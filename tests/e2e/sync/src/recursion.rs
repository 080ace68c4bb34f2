//! Recursion: direct, mutual and deep.

fn fibonacci(n: u32) -> u64 {
    if n < 2 {
        return n.into();
    }
    fibonacci(n - 1) + fibonacci(n - 2)
}

fn is_even(n: u32) -> bool {
    n == 0 || is_odd(n - 1)
}

fn is_odd(n: u32) -> bool {
    n != 0 && is_even(n - 1)
}

fn descend(depth: u32) -> u32 {
    match depth {
        0 => 0,
        _ => 1 + descend(depth - 1),
    }
}

fn in_depth() -> u32 {
    let deep = std::thread::Builder::new().stack_size(1 << 30).spawn(|| descend(100_000));
    deep.unwrap().join().unwrap()
}

/// All of them.
pub fn run() {
    println!("{} {} {}", fibonacci(20), is_even(100), in_depth());
}
