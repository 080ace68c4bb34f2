//! What tasks do.

use async_trait::async_trait;

pub async fn hop() -> u32 {
    tokio::task::yield_now().await;
    1
}

/// Ten hops, each of which may go on with another thread.
pub async fn task() -> u32 {
    let mut sum = 0;
    for _ in 0..10 {
        sum += hop().await;
    }
    sum
}

pub async fn never() {
    std::future::pending().await
}

pub fn compute(n: u64) -> u64 {
    (0..n).sum()
}

#[async_trait]
pub trait Service: Send + Sync {
    async fn call(&self, x: u32) -> Result<u32, String>;
    async fn twice(&self, x: u32) -> Result<u32, String> {
        Ok(self.call(x).await? + self.call(x).await?)
    }
}

pub struct Adder(pub u32);

#[async_trait]
impl Service for Adder {
    async fn call(&self, x: u32) -> Result<u32, String> {
        if x == 13 {
            return Err("unlucky".into());
        }
        hop().await;
        Ok(self.0 + x)
    }
}
