//! Tasks on several threads.

use std::time::Duration;
use tasks::{compute, hop, never, task, Adder, Service};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::task::JoinSet;

async fn spawns() -> u32 {
    let tasks: Vec<_> = (0..100).map(|_| tokio::spawn(task())).collect();
    let mut sum = 0;
    for task in tasks {
        sum += task.await.unwrap();
    }
    sum
}

async fn slow() -> &'static str {
    tokio::time::sleep(Duration::from_secs(3600)).await;
    "slow"
}

async fn fast() -> &'static str {
    "fast"
}

async fn nested_select() -> &'static str {
    tokio::select! {
        biased;
        x = async { tokio::select! { biased; x = slow() => x, _ = never() => "never" } } => x,
        x = slow() => x,
        x = fast() => x,
    }
}

async fn fails() -> Result<u32, String> {
    hop().await;
    Err("failed".into())
}

async fn joins() -> String {
    let (a, b, c) = tokio::join!(hop(), task(), fast());
    let tried = tokio::try_join!(fails(), async { never().await; Ok(1) });
    format!("{a} {b} {c} {tried:?}")
}

async fn explodes() -> u32 {
    hop().await;
    panic!("on purpose")
}

async fn sets() -> usize {
    let mut set = JoinSet::new();
    for _ in 0..5 {
        set.spawn(task());
    }
    let mut ended = 0;
    while let Some(result) = set.join_next().await {
        ended += result.unwrap() as usize;
    }
    for _ in 0..3 {
        set.spawn(async {
            never().await;
            0
        });
    }
    set.shutdown().await;
    ended
}

async fn produce(out: mpsc::Sender<u32>) {
    for i in 0..10 {
        out.send(i).await.unwrap();
    }
}

async fn consume(mut from: mpsc::Receiver<u32>) -> u32 {
    let mut sum = 0;
    while let Some(x) = from.recv().await {
        sum += x;
    }
    sum
}

async fn serve(listener: TcpListener) -> std::io::Result<()> {
    for _ in 0..3 {
        let (stream, _) = listener.accept().await?;
        tokio::spawn(echo(stream));
    }
    Ok(())
}

async fn echo(mut stream: TcpStream) -> std::io::Result<()> {
    let mut buffer = [0; 16];
    let got = stream.read(&mut buffer).await?;
    stream.write_all(&buffer[..got]).await
}

async fn ask(address: std::net::SocketAddr) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(b"hello").await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    Ok(answer)
}

async fn network() -> std::io::Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let server = tokio::spawn(serve(listener));
    let mut all = String::new();
    for _ in 0..3 {
        all += &ask(address).await?;
    }
    server.await??;
    Ok(all)
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    std::panic::set_hook(Box::new(|_| ()));
    println!("{}", spawns().await);
    println!("{}", nested_select().await);
    println!("{}", joins().await);
    println!("{}", tokio::time::timeout(Duration::from_millis(20), never()).await.is_err());
    println!("{}", tokio::spawn(explodes()).await.unwrap_err().is_panic());
    println!("{}", sets().await);
    let (out, from) = mpsc::channel(1);
    let (_, sum) = tokio::join!(produce(out), consume(from));
    println!("{sum}");
    println!("{}", tokio::task::spawn_blocking(|| compute(10)).await?);
    println!("{}", tokio::task::block_in_place(|| compute(11)));
    println!("{:?} {:?}", Adder(1).twice(2).await, Adder(1).twice(13).await);
    println!("{}", network().await?);
    let aborted = tokio::spawn(never());
    hop().await;
    aborted.abort();
    println!("{}", aborted.await.unwrap_err().is_cancelled());
    drop(task());
    tokio::spawn(slow());
    tokio::time::sleep(Duration::from_millis(20)).await;
    Ok(())
}
