//! Outermost calls of async functions on one thread or several: each is a frame.

use std::time::{Duration, Instant};

fn spin() {
    let start = Instant::now();
    while start.elapsed() < Duration::from_micros(50) {}
}

async fn step() {
    spin();
    tokio::task::yield_now().await;
}

async fn request(steps: u32) -> u32 {
    for _ in 0..steps {
        step().await;
    }
    steps
}

async fn abandoned() {
    step().await;
    std::future::pending::<()>().await;
}

async fn serve() -> u32 {
    let requests: Vec<_> = (0..100).map(|n| tokio::spawn(request(n % 5 + 1))).collect();
    let mut sum = 0;
    for request in requests {
        sum += request.await.unwrap();
    }
    let left = tokio::spawn(abandoned());
    request(3).await;
    left.abort();
    left.await.unwrap_err();
    sum
}

fn main() {
    let mut builder = match std::env::args().nth(1).as_deref() {
        Some("several") => tokio::runtime::Builder::new_multi_thread(),
        _ => tokio::runtime::Builder::new_current_thread(),
    };
    let runtime = builder.build().unwrap();
    println!("{}", runtime.block_on(serve()));
    println!(
        "{}",
        runtime.block_on(async { request(2).await + request(1).await })
    );
}
