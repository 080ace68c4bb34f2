//@ edition=2021 program allocator=provide
// Nothing is in scope: not even macros, attributes and `Some`.
#![no_implicit_prelude]

mod helper {
    pub fn double(x: u32) -> u32 {
        x * 2
    }
    pub async fn later(x: u32) -> u32 {
        ::std::future::ready(x).await
    }
}

macro_rules! concat {
    ($name:ident) => {
        fn $name() -> u32 {
            5
        }
    };
}

concat!(made);

fn main() {
    ::std::mem::drop(helper::later(1));
    ::std::println!("{} {}", helper::double(4), made());
}
