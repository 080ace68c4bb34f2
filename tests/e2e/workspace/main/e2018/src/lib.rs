use std::future::Future;

async fn later(x: u32) -> Result<u32, std::num::TryFromIntError> {
    let small: u8 = std::convert::TryFrom::try_from(x)?;
    Ok(small.into())
}

pub fn try_it(gen: u32) -> u32 {
    let mut future = Box::pin(later(gen));
    let waker = std::task::Waker::noop();
    match future.as_mut().poll(&mut std::task::Context::from_waker(waker)) {
        std::task::Poll::Ready(Ok(x)) => x,
        _ => 0,
    }
}
