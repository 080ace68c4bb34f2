//! Runs at their limits, one for each argument. The most memory that a run took goes to the file
//! that MEMORY names: a line each time.
use std::hint::black_box;
use std::io::Write;

mod made;

fn tick(sum: u64) -> u64 {
    black_box(sum) + 1
}

fn ten_billion() -> u64 {
    let mut sum = 0;
    for _ in 0..10_000_000_000u64 {
        sum = tick(sum);
    }
    sum
}

/// Three functions that call one another in an order that differs from one descent to the next:
/// there are far more paths than can be told apart.
struct Order(u32);

impl Order {
    fn next(&mut self) -> u32 {
        self.0 = self.0.wrapping_mul(1664525).wrapping_add(1013904223);
        (self.0 >> 16) % 3
    }
}

fn down(order: &mut Order, depth: u64) -> u64 {
    match order.next() {
        _ if depth == 0 => 0,
        0 => red(order, depth - 1),
        1 => green(order, depth - 1),
        _ => blue(order, depth - 1),
    }
}

fn red(order: &mut Order, depth: u64) -> u64 {
    1 + down(order, depth)
}

fn green(order: &mut Order, depth: u64) -> u64 {
    1 + down(order, depth)
}

fn blue(order: &mut Order, depth: u64) -> u64 {
    1 + down(order, depth)
}

/// Each descent is 100,000 calls deep.
fn deep() -> u64 {
    std::thread::Builder::new()
        .stack_size(1 << 30)
        .spawn(|| (0..20).map(|n| down(&mut Order(n), 50_000)).sum())
        .unwrap()
        .join()
        .unwrap()
}

/// Every function on four threads.
fn wide() -> u64 {
    let threads: Vec<_> = (0..4)
        .map(|_| std::thread::spawn(|| (0..100).map(|_| made::all()).sum::<u64>()))
        .collect();
    threads.into_iter().map(|t| t.join().unwrap()).sum()
}

fn note_memory() -> Option<()> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let path = std::env::var_os("MEMORY")?;
    let mut file = std::fs::OpenOptions::new().create(true).append(true).open(path).ok()?;
    writeln!(file, "{}", line.split_whitespace().nth(1)?).ok()
}

fn main() {
    let which = std::env::args().nth(1);
    let sum = match which.as_deref() {
        Some("calls") => ten_billion(),
        Some("deep") => deep(),
        _ => wide(),
    };
    println!("{sum}");
    note_memory();
}
