//@ edition=2018
// Async functions as compilers of 2022 know them.
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};

struct Idle;
impl Wake for Idle {
    fn wake(self: Arc<Self>) {}
}

fn block_on<F: Future>(future: F) -> F::Output {
    let waker = Waker::from(Arc::new(Idle));
    let mut future = Box::pin(future);
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
            return value;
        }
    }
}

struct Later(bool);
impl Future for Later {
    type Output = u32;
    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<u32> {
        if std::mem::replace(&mut self.0, true) {
            Poll::Ready(1)
        } else {
            Poll::Pending
        }
    }
}

macro_rules! wait {
    ($e:expr) => {
        $e.await
    };
}

async fn plain(n: u32) -> Result<u32, Box<dyn std::error::Error>> {
    if n == 0 {
        Err("none")?;
    }
    Ok(Later(false).await + "4".parse::<u32>()?)
}

async fn hidden(text: &str) -> Result<&str, std::num::ParseIntError> {
    let n: usize = text.parse()?;
    wait!(Later(false));
    Ok(&text[n..])
}

macro_rules! returns {
    ($name:ident $(-> $ty:ty)? { $e:expr }) => {
        async fn $name() $(-> $ty)? {
            $e
        }
    };
}

returns!(no_value { drop(Later(true).await) });
returns!(some_value -> u32 { Later(false).await });

fn boxed(n: u32) -> Pin<Box<dyn Future<Output = u32> + Send>> {
    Box::pin(recursive(n))
}

async fn recursive(n: u32) -> u32 {
    if n == 0 {
        return 0;
    }
    boxed(n - 1).await + 1
}

fn main() {
    println!("{:?} {:?}", block_on(plain(1)).ok(), block_on(plain(0)).is_err());
    println!("{:?} {}", block_on(no_value()), block_on(some_value()));
    println!("{:?} {}", block_on(hidden("1")), block_on(recursive(3)));
}
