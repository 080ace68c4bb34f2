//! Tasks of async-executor, on two threads.

use async_executor::Executor;
use futures_lite::future;

fn part(x: u64) -> u64 {
    x
}

async fn task(x: u64) -> u64 {
    future::yield_now().await;
    part(x)
}

async fn shares(executor: &Executor<'_>) -> u64 {
    let tasks: Vec<_> = (0..100).map(|x| executor.spawn(task(x))).collect();
    let mut sum = 0;
    for task in tasks {
        sum += task.await;
    }
    sum
}

async fn sends(executor: &Executor<'_>) -> u64 {
    executor.spawn(async { task(1).await + part(1) }).await
}

fn main() {
    let executor: &Executor = Box::leak(Box::default());
    std::thread::spawn(|| future::block_on(executor.run(future::pending::<()>())));
    println!("{}", future::block_on(executor.run(shares(executor))));
    println!("{}", future::block_on(executor.run(sends(executor))));
}
