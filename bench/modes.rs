// What a call costs where more than wall time is asked for: CPU time, frames, polls; and where there is
// no room for its path.
// Out: rows for table.sh, in nanoseconds. The arguments: the build (debug or release) and what to ask
// for, since a process has one kind of recording.
use std::future::Future;
use std::hint::black_box;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

mod common;
use common::{measure, row, two_readings};

use __piano::{enter, enter_async, Site};

static CALLED: Site = Site::new("bench\ncalled\nmodes.rs\n1");
static POLLED: Site = Site::new("bench\npolled\nmodes.rs\n1");
static RECURSIVE: Site = Site::new("bench\nrecursive\nmodes.rs\n1");
static CALLING: Site = Site::new("bench\ncalling\nmodes.rs\n1");

#[inline(never)]
fn called() {
    let __piano = enter(&CALLED);
    black_box(());
}

#[inline(never)]
fn plain() {
    black_box(());
}

#[inline(never)]
fn calling() {
    let __piano = enter(&CALLING);
    called();
}

#[inline(never)]
fn plain_calling() {
    plain();
}

async fn polled() {
    let __piano = enter_async(&POLLED);
    black_box(());
}

async fn plain_async() {
    black_box(());
}

/// Pending in every second poll.
struct Now(bool);

impl Future for Now {
    type Output = ();
    fn poll(mut self: std::pin::Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        self.0 = !self.0;
        if self.0 {
            Poll::Pending
        } else {
            Poll::Ready(())
        }
    }
}

async fn awaiting(n: usize) {
    use __piano::Await as _;
    let __piano = enter_async(&POLLED);
    for _ in 0..n {
        Now(false).__piano(&__piano).await;
    }
}

async fn plain_awaiting(n: usize) {
    for _ in 0..n {
        Now(false).await;
    }
}

fn to_the_end(future: impl Future<Output = ()>) {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    while future.as_mut().poll(&mut context).is_pending() {}
}

fn calls(n: usize) {
    for _ in 0..n {
        called();
    }
}

fn plain_calls(n: usize) {
    for _ in 0..n {
        plain();
    }
}

fn calls_that_call(n: usize) {
    for _ in 0..n {
        calling();
    }
}

fn plain_calls_that_call(n: usize) {
    for _ in 0..n {
        plain_calling();
    }
}

/// As deep as no budget of paths allows for; the calls never end.
fn recurse() {
    for _ in 0..120_000 {
        std::mem::forget(enter(&RECURSIVE));
    }
}

fn async_calls(n: usize) {
    for _ in 0..n {
        to_the_end(polled());
    }
}

fn plain_async_calls(n: usize) {
    for _ in 0..n {
        to_the_end(plain_async());
    }
}

fn polls(n: usize) {
    to_the_end(awaiting(n));
}

fn plain_polls(n: usize) {
    to_the_end(plain_awaiting(n));
}

fn main() {
    let words: Vec<String> = std::env::args().collect();
    let build = &words[1];
    const K: usize = 10000;
    const ROUNDS: usize = 300;
    let simple = || measure([two_readings, calls, plain_calls], [K; 3], ROUNDS);
    match words[2].as_str() {
        "cpu" => {
            __piano::start("cpu=1");
            let [floor, ours, plain] = simple();
            // 1.5 times what a timed call may cost.
            row(&format!("timed call with CPU time, {build}"), ours - plain, floor, "1.88x");
        }
        "frames" => {
            __piano::start("frame=called");
            let [floor, ours, plain] = simple();
            row(&format!("frame, {build}"), ours - plain, floor, "100 ns");
        }
        "folded" => {
            __piano::start("");
            recurse();
            let works = [two_readings, calls, plain_calls, calls_that_call, plain_calls_that_call];
            let [floor, one, plain_one, two, plain_two] = measure(works, [K; 5], ROUNDS);
            let leaf = one - plain_one;
            row(&format!("call beyond the budget of paths, {build}"), two - plain_two - leaf, floor, "");
            row(&format!("call there that calls nothing, {build}"), leaf, floor, "");
        }
        _ => {
            __piano::start("");
            let works = [two_readings, async_calls, plain_async_calls, polls, plain_polls];
            let [floor, call, plain_call, poll, plain_poll] = measure(works, [K; 5], ROUNDS);
            row(&format!("call of an async function, {build}"), call - plain_call, floor, "");
            row(&format!("pending await in one, {build}"), poll - plain_poll, floor, "");
        }
    }
}
