//! A workspace whose own crates bear the names of Rust's.

async fn later(x: usize) -> usize {
    x + 1
}

macro_rules! function {
    ($name:ident) => {
        fn $name() -> usize {
            5
        }
    };
}

function!(made);

fn main() {
    let mut future = Box::pin(later(1));
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let polled = std::future::Future::poll(future.as_mut(), &mut context);
    println!("{} {} {}", core::from_core(), alloc::from_alloc(), piano_runtime::from_piano());
    println!("{} {polled:?}", made());
}
