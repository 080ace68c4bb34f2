//! Async functions under an executor of a few lines: what the compiler makes of their bodies, and
//! every way in which a future can end.

mod bodies;
mod sizes;

use std::future::Future;
use std::panic::{self, AssertUnwindSafe};
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

fn poll_once<F: Future + ?Sized>(future: Pin<&mut F>) -> Poll<F::Output> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}

fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(output) = poll_once(future.as_mut()) {
            return output;
        }
    }
}

struct Pause(u32);

impl Future for Pause {
    type Output = ();
    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        match self.0 {
            0 => Poll::Ready(()),
            _ => {
                self.0 -= 1;
                Poll::Pending
            }
        }
    }
}

async fn leaf(pauses: u32) -> u32 {
    Pause(pauses).await;
    pauses
}

async fn branch(n: u32) -> u32 {
    let mut sum = 0;
    for i in 0..n {
        sum += leaf(i).await;
    }
    sum
}

async fn pauses_twice() -> u32 {
    Pause(2).await;
    2
}

async fn never_polled() -> u32 {
    1
}

async fn panics() {
    Pause(1).await;
    panic!("on purpose");
}

fn message(caught: Box<dyn std::any::Any + Send>) -> String {
    match caught.downcast::<String>() {
        Ok(text) => *text,
        Err(other) => other.downcast_ref::<&str>().unwrap().to_string(),
    }
}

fn ends() {
    drop(never_polled());

    let mut cancelled = Box::pin(pauses_twice());
    assert!(poll_once(cancelled.as_mut()).is_pending());
    drop(cancelled);

    let mut elsewhere = Box::pin(pauses_twice());
    assert!(poll_once(elsewhere.as_mut()).is_pending());
    std::thread::spawn(move || drop(elsewhere)).join().unwrap();

    let mut leaked = Box::pin(pauses_twice());
    assert!(poll_once(leaked.as_mut()).is_pending());
    std::mem::forget(leaked);

    let mut finished = Box::pin(leaf(0));
    assert!(poll_once(finished.as_mut()).is_ready());
    let again = panic::catch_unwind(AssertUnwindSafe(|| poll_once(finished.as_mut())));
    println!("{}", message(again.unwrap_err()));

    let mut broken = Box::pin(panics());
    assert!(poll_once(broken.as_mut()).is_pending());
    for _ in 0..2 {
        let caught = panic::catch_unwind(AssertUnwindSafe(|| poll_once(broken.as_mut())));
        println!("{}", message(caught.unwrap_err()));
    }
}

/// Each poll on a thread of its own.
fn wanders() {
    let mut future: Pin<Box<dyn Future<Output = u32> + Send>> = Box::pin(branch(4));
    let mut polls = 0;
    let output = loop {
        polls += 1;
        let (state, back) = std::thread::spawn(move || {
            let state = poll_once(future.as_mut());
            (state, future)
        })
        .join()
        .unwrap();
        future = back;
        if let Poll::Ready(output) = state {
            break output;
        }
    };
    println!("{output} after {polls} polls");
}

fn main() {
    panic::set_hook(Box::new(|_| ()));
    println!("{}", block_on(branch(5)));
    ends();
    wanders();
    block_on(bodies::run());
    sizes::run();
}
