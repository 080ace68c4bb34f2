//! Work that rayon's threads share.

use rayon::prelude::*;

fn square(x: u64) -> u64 {
    x * x
}

fn sum_by_halves(xs: &[u64]) -> u64 {
    if xs.len() == 1 {
        return square(xs[0]);
    }
    let (left, right) = xs.split_at(xs.len() / 2);
    let (a, b) = rayon::join(|| sum_by_halves(left), || sum_by_halves(right));
    a + b
}

fn in_scope(out: &mut u64) {
    *out = square(*out);
}

fn broadcast() -> usize {
    1
}

fn shares() -> u64 {
    (0..1000u64).into_par_iter().map(part).sum()
}

fn part(x: u64) -> u64 {
    x
}

/// Its jobs hand over jobs, and a thread that waits for some runs others.
fn nests() -> u64 {
    (0..16u64).into_par_iter().map(|x| before(x) + inner(x)).sum()
}

fn before(x: u64) -> u64 {
    x
}

fn inner(x: u64) -> u64 {
    (0..16).into_par_iter().map(|y| leaf(x * y)).sum()
}

fn leaf(x: u64) -> u64 {
    x
}

fn scopes() -> u64 {
    let mut outs = [1, 2, 3, 4];
    rayon::scope(|scope| {
        for out in &mut outs {
            scope.spawn(move |_| in_scope(out));
        }
    });
    outs.iter().sum()
}

/// The job outlives the call that hands it over.
fn sends(done: std::sync::mpsc::Sender<u64>) {
    rayon::spawn(move || done.send(sent()).unwrap());
}

fn sent() -> u64 {
    7
}

fn keep(x: &u64) -> bool {
    x % 3 == 0
}

fn explodes(x: u64) -> u64 {
    assert!(x != 5, "on purpose");
    x
}

fn main() {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(4).build().unwrap();
    pool.install(|| {
        let xs: Vec<u64> = (0..256).collect();
        println!("{}", sum_by_halves(&xs));
        println!("{}", xs.par_iter().map(|x| square(*x)).filter(keep).sum::<u64>());
        println!("{}", scopes());
        println!("{} {}", shares(), nests());
        let mut sorted: Vec<u64> = xs.iter().rev().copied().collect();
        sorted.par_sort_by_key(|x| square(*x) % 256);
        println!("{}", sorted.len());
    });
    println!("{}", pool.broadcast(|_| broadcast()).len());
    let (done, is_done) = std::sync::mpsc::channel();
    sends(done);
    println!("{}", is_done.recv().unwrap());
    std::panic::set_hook(Box::new(|_| ()));
    let caught = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        pool.install(|| (0..10u64).into_par_iter().map(explodes).sum::<u64>())
    }));
    println!("{}", caught.is_err());
}
