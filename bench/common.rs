// What the benches in Rust share: the floor, and how things are measured and said.
use std::hint::black_box;
use std::time::Instant;

#[cfg(target_arch = "x86_64")]
#[inline(always)]
fn clock() -> u64 {
    unsafe { core::arch::x86_64::_rdtsc() }
}

#[cfg(target_arch = "aarch64")]
#[inline(always)]
fn clock() -> u64 {
    let now: u64;
    unsafe { core::arch::asm!("mrs {}, cntvct_el0", out(reg) now) };
    now
}

pub fn two_readings(n: usize) {
    for _ in 0..n {
        black_box(clock());
        black_box(clock());
    }
}

/// Nanoseconds a step of each, fastest of many rounds.
pub fn measure<const N: usize>(works: [fn(usize); N], steps: [usize; N], rounds: usize) -> [f64; N] {
    let mut best = [f64::MAX; N];
    for _ in 0..rounds {
        for i in 0..N {
            let start = Instant::now();
            works[i](steps[i]);
            let spent = start.elapsed().as_nanos() as f64 / steps[i] as f64;
            best[i] = best[i].min(spent);
        }
    }
    best
}

/// A row for table.sh; the target is what ours may be at most, if anything.
pub fn row(what: &str, ours: f64, floor: f64, target: &str) {
    let bound = if target.is_empty() { "" } else { "<= " };
    println!("{what}|ns|{ours:.2}|{floor:.2}|{bound}{target}");
}
