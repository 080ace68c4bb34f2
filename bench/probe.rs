// What a probe costs a Rust program, against two bare readings of the clock in the same run.
// Out: rows for table.sh, in nanoseconds; each the fastest of many short batches, taken
// in turn so that all see the same machine. The argument names the build: debug or release.
use std::hint::black_box;

mod common;
use common::{measure, row, two_readings};

use __piano::Site;
// As src/rewrite/rewrite.c chooses.
#[cfg(not(optimised))]
use __piano::{enter, enter as enter_itself};
#[cfg(optimised)]
use __piano::{enter_inline as enter_itself, enter_kept as enter};

#[global_allocator]
static ALLOCATOR: __piano::System = __piano::System;

const SITE: Site = Site::new("bench\nf\nprobe.rs\n1");
static SITES: [Site; 10000] = [SITE; 10000];
static FIB: Site = Site::new("bench\nfib\nprobe.rs\n1");

#[inline(never)]
fn plain(_: &'static Site) {
    black_box(());
}

#[inline(never)]
fn probed(site: &'static Site) {
    let __piano = enter(site);
    black_box(());
}

fn plain_calls<const K: usize>(n: usize) {
    for _ in 0..n / K {
        for site in &SITES[..K] {
            plain(site);
        }
    }
}

fn calls_of<const K: usize>(n: usize) {
    for _ in 0..n / K {
        for site in &SITES[..K] {
            probed(site);
        }
    }
}

#[inline(never)]
fn down(depth: usize) {
    let __piano = enter_itself(&SITES[0]);
    if depth > 0 {
        down(depth - 1);
    }
    black_box(());
}

#[inline(never)]
fn plain_down(depth: usize) {
    if depth > 0 {
        plain_down(depth - 1);
    }
    black_box(());
}

fn deep(n: usize) {
    for _ in 0..n / 1000 {
        down(1000);
    }
}

fn plain_deep(n: usize) {
    for _ in 0..n / 1000 {
        plain_down(1000);
    }
}

fn fib(n: u64) -> u64 {
    let __piano = enter_itself(&FIB);
    if n < 2 {
        n
    } else {
        fib(n - 1) + fib(n - 2)
    }
}

fn plain_fib(n: u64) -> u64 {
    if n < 2 {
        n
    } else {
        plain_fib(n - 1) + plain_fib(n - 2)
    }
}

fn fibs(_: usize) {
    black_box(fib(black_box(16)));
}

fn plain_fibs(_: usize) {
    black_box(plain_fib(black_box(16)));
}

const MALLOC: std::alloc::System = std::alloc::System;

fn allocations<A: std::alloc::GlobalAlloc>(allocator: &A, n: usize) {
    let layout = std::alloc::Layout::from_size_align(48, 8).unwrap();
    for _ in 0..n {
        unsafe { allocator.dealloc(black_box(allocator.alloc(layout)), layout) };
    }
}

fn counted_allocations(n: usize) {
    allocations(&ALLOCATOR, n);
}

fn plain_allocations(n: usize) {
    allocations(&MALLOC, n);
}

fn main() {
    let build = std::env::args().nth(1).unwrap();
    let exact = std::env::var("PIANO_EXACT").map_or(false, |v| v == "1");
    __piano::start("");
    const K: usize = 10000;
    let steps = [K, K, K, K, K, 2 * K, K, K, K, K];
    let works: [fn(usize); 10] = [
        two_readings,
        plain_calls::<1>,
        plain_calls::<100>,
        calls_of::<1>,
        calls_of::<100>,
        calls_of::<10000>,
        deep,
        plain_deep,
        counted_allocations,
        plain_allocations,
    ];
    let [floor, call, calls, one, hundred, many, depth, plain_depth, counted, malloc] =
        measure(works, steps, 600);
    if exact {
        let target = "1.25x";
        row(&format!("timed call, 1 function, {build}"), one - call, floor, target);
        row(&format!("timed call, 100 functions, {build}"), hundred - calls, floor, target);
        row(&format!("timed call, 10,000 functions, {build}"), many - calls, floor, target);
        row(&format!("timed call, depth 1,000, {build}"), depth - plain_depth, floor, target);
        let twice = std::thread::scope(|s| {
            let run = || measure([two_readings, calls_of::<1>], [K, K], 300);
            let other = s.spawn(run);
            let mine = run();
            other.join().unwrap();
            mine
        });
        row(&format!("timed call, 2 threads, {build}"), twice[1] - call, twice[0], target);
        row(&format!("allocation and free, {build}"), counted - malloc, floor / 2.0, "5 ns or <= 0.50x");
    } else {
        row(&format!("counted call, 1 function, {build}"), one - call, floor, "0.30x");
        row(&format!("counted call, 100 functions, {build}"), hundred - calls, floor, "0.30x");
        let [ours, plain] = measure([fibs, plain_fibs], [3193, 3193], 600);
        row(&format!("fib, every call measured, {build}"), ours, plain, "4.00x");
    }
}
