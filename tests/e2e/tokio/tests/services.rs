use tasks::{Adder, Service, hop};

async fn helper() -> u32 {
    hop().await
}

#[tokio::test]
async fn calls_a_service() {
    assert_eq!(Adder(1).call(helper().await).await, Ok(2));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn calls_it_twice() -> Result<(), String> {
    assert_eq!(Adder(1).twice(helper().await).await?, 4);
    Ok(())
}
