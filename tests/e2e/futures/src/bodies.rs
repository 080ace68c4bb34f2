//! Bodies whose types are steered by the signature.

use std::error::Error;
use std::fmt::{Debug, Display};
use std::future::Future;
use std::pin::Pin;

async fn converts(text: &str) -> Result<u8, Box<dyn Error + Send + Sync>> {
    let number: u16 = text.parse()?;
    if number == 7 {
        return Err("seven".into());
    }
    if number == 8 {
        Err(std::fmt::Error)?;
    }
    Ok(u8::try_from(number)?)
}

async fn unsized_by_return(short: bool) -> Box<dyn Display> {
    if short {
        return Box::new('c');
    }
    Box::new("text")
}

async fn pointer(which: bool) -> fn(u8) -> u8 {
    if which { |x| x } else { |x| x + 1 }
}

async fn slice<'a>(all: &'a [u8; 3], _other: &str) -> &'a [u8] {
    all
}

async fn elided(text: &str) -> &str {
    &text[1..]
}

async fn hidden(n: u8) -> impl Iterator<Item = u8> + Debug {
    if n == 0 {
        return 0..1;
    }
    0..n
}

async fn nested_hidden() -> Result<Option<impl Fn(u8) -> u8>, String> {
    Ok(Some(|x| x + 2))
}

async fn diverges() -> ! {
    std::future::pending::<()>().await;
    unreachable!()
}

async fn nothing() {}

async fn unit_with_return(stop: bool) {
    if stop {
        return;
    }
    nothing().await
}

async fn recursive(n: u32) -> u32 {
    if n == 0 { 0 } else { 1 + Box::pin(recursive(n - 1)).await }
}

fn boxed(n: u32) -> Pin<Box<dyn Future<Output = u32> + Send>> {
    Box::pin(async move { if n == 0 { 0 } else { 1 + boxed(n - 1).await } })
}

fn returns_a_block() -> impl Future<Output = u8> + Send {
    async { 4 }
}

async fn patterns((a, _): (u8, u8), mut b: Vec<u8>, _: String, &c: &u8) -> Vec<u8> {
    b.push(a);
    b.push(c);
    b
}

async fn generic<T: Clone + Debug, const N: usize>(x: T) -> [T; N]
where
    T: Copy,
{
    nothing().await;
    [x; N]
}

async fn many_traits<'a, 'b>(a: &'a str, b: &'b mut Vec<&'a str>) -> usize {
    b.push(a);
    nothing().await;
    b.len()
}

async unsafe fn risky(p: *const u8) -> u8 {
    unsafe { *p }
}

async fn drops_in_order(_first: Noisy, second: Noisy, _: Noisy) {
    let _ = &second;
    println!("body");
}

struct Noisy(&'static str);

impl Drop for Noisy {
    fn drop(&mut self) {
        println!("drop {}", self.0);
    }
}

trait Store {
    async fn get(&mut self, key: u8) -> Option<u8>;
    async fn get_or(&mut self, key: u8, other: u8) -> u8 {
        self.get(key).await.unwrap_or(other)
    }
    fn later(&self) -> impl Future<Output = u8> + Send;
}

struct Even(usize);

impl Store for Even {
    async fn get(&mut self, key: u8) -> Option<u8> {
        self.0 += 1;
        nothing().await;
        (key % 2 == 0).then_some(key)
    }
    async fn later(&self) -> u8 {
        self.0 as u8
    }
}

impl Even {
    async fn by_value(self) -> usize {
        self.0
    }
    async fn by_pin(self: Pin<&mut Self>) -> usize {
        self.0
    }
}

fn is_send<T: Send>(x: T) -> T {
    x
}

pub async fn run() {
    for text in ["5", "7", "8", "x", "300"] {
        println!("{:?}", converts(text).await.map_err(|e| e.to_string()));
    }
    println!("{} {}", unsized_by_return(true).await, unsized_by_return(false).await);
    println!("{} {}", pointer(true).await(1), pointer(false).await(1));
    println!("{:?} {}", slice(&[1, 2, 3], "").await, elided("xyz").await);
    println!("{:?} {:?}", hidden(0).await, is_send(hidden(3)).await.collect::<Vec<_>>());
    println!("{}", nested_hidden().await.unwrap().unwrap()(1));
    drop(diverges());
    unit_with_return(true).await;
    unit_with_return(false).await;
    println!("{} {} {}", recursive(5).await, boxed(3).await, returns_a_block().await);
    println!("{:?}", patterns((1, 2), vec![], String::new(), &3).await);
    println!("{:?}", generic::<_, 3>(1.5).await);
    let mut list = vec![];
    println!("{}", many_traits("a", &mut list).await);
    println!("{}", unsafe { risky(&9).await });
    drops_in_order(Noisy("first"), Noisy("second"), Noisy("third")).await;
    let mut even = Even(0);
    println!("{} {} {}", even.get_or(3, 9).await, even.get_or(4, 9).await, even.later().await);
    println!("{} {}", Pin::new(&mut even).by_pin().await, even.by_value().await);
    println!("{:?}", is_send(converts("1")).await.ok());
}
