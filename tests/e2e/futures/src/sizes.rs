//! A future is not to grow much by being measured, least of all with the length of a call chain.

async fn pause() {
    std::future::pending::<()>().await
}

async fn large() -> u8 {
    let buffer = [1u8; 4096];
    pause().await;
    buffer[7]
}

async fn level_1() -> u8 {
    large().await
}

async fn level_2() -> u8 {
    level_1().await
}

async fn level_3() -> u8 {
    level_2().await
}

async fn level_4() -> u8 {
    level_3().await
}

pub fn run() {
    let size = std::mem::size_of_val(&level_4());
    println!("{}", if size < 5 * 1024 { "small".into() } else { format!("{size} bytes") });
}
