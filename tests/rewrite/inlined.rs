//@ edition=2021 program inlined
// What an optimised crate gets: the few instructions of a counted call in its own code.
mod inner {
    pub(crate) fn twice(n: u32) -> u32 {
        n * 2
    }
}

macro_rules! getter {
    ($name:ident) => {
        fn $name() -> u32 {
            inner::twice(4)
        }
    };
}

getter!(eight);

fn main() {
    println!("{}", inner::twice(eight()));
}
