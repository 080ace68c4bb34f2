//@ edition=2021 program
//! Deep programs say `#![recursion_limit = "512"]`.
#![recursion_limit = "50"]
// A chain of futures as deep as the limit lets it be: with hooks in it, it is deeper.
use std::future::ready;

async fn a() -> u32 { ready(1).await }
async fn b() -> u32 { a().await }
async fn c() -> u32 { b().await }
async fn d() -> u32 { c().await }
async fn e() -> u32 { d().await }
async fn f() -> u32 { e().await }
async fn g() -> u32 { f().await }
async fn h() -> u32 { g().await }
async fn i() -> u32 { h().await }
async fn j() -> u32 { i().await }
async fn k() -> u32 { j().await }
async fn l() -> u32 { k().await }
async fn m() -> u32 { l().await }

fn is_send<T: Send>(value: T) -> T {
    value
}

fn main() {
    drop(is_send(m()));
    println!("deep enough");
}
