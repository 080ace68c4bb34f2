//! Calls that are short but for a rare one: computing, waiting, and within a function that is short
//! as well. None of the long ones is likely to be among those that are timed.
use std::hint::black_box;
use std::time::{Duration, Instant};

fn burn(ms: u64) {
    let start = Instant::now();
    while start.elapsed() < Duration::from_millis(ms) {
        black_box(start);
    }
}

mod rarely {
    use std::hint::black_box;
    use std::time::Duration;

    pub fn computes(i: u64) -> u64 {
        if i % 99_991 == 0 {
            crate::burn(50);
        }
        black_box(i ^ 1)
    }

    pub fn waits(i: u64) -> u64 {
        if i % 99_991 == 0 {
            std::thread::sleep(Duration::from_millis(50));
        }
        black_box(i ^ 2)
    }

    pub fn calls(i: u64) -> u64 {
        innermost(i)
    }

    fn innermost(i: u64) -> u64 {
        if i % 99_991 == 0 {
            crate::burn(50);
        }
        black_box(i ^ 3)
    }
}

fn work(calls: u64) -> u64 {
    let mut x = 0;
    for i in 1..=calls {
        x ^= rarely::computes(i) ^ rarely::waits(i) ^ rarely::calls(i);
    }
    x
}

fn main() {
    black_box(work(1_000_000));
    let other = std::thread::spawn(|| black_box(work(500_000)));
    other.join().unwrap();
}
