//@ edition=2015 program allocator=provide
#![no_implicit_prelude]

extern crate std as real;

#[macro_use]
mod macros {
    macro_rules! make {
        ($name:ident) => {
            fn $name() -> u32 {
                5
            }
        };
    }
}

make!(made);

fn main() {
    ::real::println!("{}", made());
}
