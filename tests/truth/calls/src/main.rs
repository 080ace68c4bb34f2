//! Calls of the kinds that are easily counted wrong: in recursion of two functions and of one, from
//! closures and iterators, through pointers, on threads, and cut short by a panic.
fn even(n: u32) -> bool {
    n == 0 || odd(n - 1)
}

fn odd(n: u32) -> bool {
    n != 0 && even(n - 1)
}

fn fib(n: u32) -> u64 {
    if n < 2 { u64::from(n) } else { fib(n - 1) + fib(n - 2) }
}

fn square(n: u64) -> u64 {
    n * n
}

fn checked(n: u64) -> u64 {
    if n % 3 == 0 {
        panic!("cut short");
    }
    square(n)
}

fn twice(function: fn(u64) -> u64, n: u64) -> u64 {
    function(function(n) % 1000)
}

fn on_threads() -> u64 {
    let threads: Vec<_> = (0..4).map(|t| std::thread::spawn(move || (0..50 + t).map(square).sum::<u64>())).collect();
    threads.into_iter().map(|thread| thread.join().unwrap()).sum()
}

fn main() {
    std::panic::set_hook(Box::new(|_| ()));
    let mut sum = (0..40).filter(|n| even(*n)).count() as u64 + fib(15);
    sum += (0..30).filter_map(|n| std::panic::catch_unwind(|| checked(n)).ok()).sum::<u64>();
    sum += (0..20).map(|n| twice(square, n)).sum::<u64>() + on_threads();
    println!("{sum}");
}
