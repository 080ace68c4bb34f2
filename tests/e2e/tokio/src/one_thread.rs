//! Tasks that share one thread, and futures that are not Send.

use std::rc::Rc;
use tasks::{hop, task};

async fn local(shared: Rc<u32>) -> u32 {
    hop().await;
    *shared
}

async fn descend(depth: u32) -> u32 {
    if depth == 0 {
        return hop().await;
    }
    1 + Box::pin(descend(depth - 1)).await
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let set = tokio::task::LocalSet::new();
    let sum = set
        .run_until(async {
            let shared = Rc::new(3);
            let tasks: Vec<_> = (0..4).map(|_| tokio::task::spawn_local(local(shared.clone()))).collect();
            let mut sum = 0;
            for task in tasks {
                sum += task.await.unwrap();
            }
            sum
        })
        .await;
    println!("{sum} {} {}", descend(10).await, tokio::spawn(task()).await.unwrap());
}
