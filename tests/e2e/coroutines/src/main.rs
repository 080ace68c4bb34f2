//! Stacks that are switched while functions are running on them: calls end in another order than
//! the reverse of their beginning.

use corosensei::{Coroutine, CoroutineResult, Yielder};

fn counts(yielder: &Yielder<u32, u32>, from: u32) -> u32 {
    let mut sum = from;
    for _ in 0..3 {
        sum += suspends(yielder, sum);
    }
    sum
}

fn suspends(yielder: &Yielder<u32, u32>, x: u32) -> u32 {
    add(yielder.suspend(x), 1)
}

fn add(a: u32, b: u32) -> u32 {
    a + b
}

fn resume(coroutine: &mut Coroutine<u32, u32, u32>, x: u32) -> Option<u32> {
    match coroutine.resume(x) {
        CoroutineResult::Yield(y) => Some(y),
        CoroutineResult::Return(y) => {
            println!("{y}");
            None
        }
    }
}

fn in_turn() -> u32 {
    let mut coroutines: Vec<_> =
        (0..4).map(|i| Coroutine::new(move |yielder, first| counts(yielder, first + i))).collect();
    let mut rounds = 0;
    while !coroutines.is_empty() {
        rounds += 1;
        coroutines.retain_mut(|coroutine| resume(coroutine, rounds).is_some());
    }
    rounds
}

fn abandoned() {
    let mut coroutine = Coroutine::new(|yielder, first| counts(yielder, first));
    println!("{:?}", resume(&mut coroutine, 1));
}

fn main() {
    println!("{}", in_turn());
    abandoned();
    println!("{}", add(1, 2));
}
