//! Every name that inserted text might rely on means something else here.
#![allow(dead_code, non_camel_case_types, non_upper_case_globals)]

mod core {
    pub fn shadowed_core() -> u32 { 1 }
}
mod std {
    pub fn shadowed_std() -> u32 { 2 }
}
mod alloc {
    pub fn shadowed_alloc() -> u32 { 3 }
}
mod piano {
    pub fn enter() -> u32 { 4 }
}
mod piano_runtime {
    pub struct Site;
    pub fn enter() -> u32 { 5 }
}

struct Some(u32);
struct None;
struct Site;
struct Ok;
struct Err;
struct Box;
struct String;
struct Drop;
enum Option {}
enum Result {}
type u32_ = u32;
trait Sync {}
trait Send {}
trait Sized {}

macro_rules! concat { ($($x:tt)*) => { 6u32 } }
macro_rules! stringify { ($($x:tt)*) => { 7u32 } }
macro_rules! line { () => { 8u32 } }

fn enter() -> u32 { concat!(a) + stringify!(b) + line!() }

fn async_too() -> u32 {
    let future = later(2);
    let _ = future;
    9
}

async fn later(x: u32) -> u32 { x }

mod u32 {
    pub fn inside() -> usize { 10 }
}

macro_rules! local { ($name:ident) => { fn $name() -> usize { 11 } } }
local!(by_macro);

pub fn shadowed() -> usize {
    (core::shadowed_core() + std::shadowed_std() + alloc::shadowed_alloc() + piano::enter()
        + piano_runtime::enter() + enter() + async_too()) as usize
        + u32::inside() + by_macro()
}
