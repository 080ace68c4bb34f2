//@ edition=2015 program allocator=provide
// Paths begin at the crate's root; `async` and `dyn` are names.
mod core {
    pub fn own() -> u32 {
        3
    }
}

mod alloc {}

struct Some;

mod piano_runtime {
    pub fn enter(async: u32) -> u32 {
        async
    }
}

trait Old {
    fn anonymous(&self, u32) -> u32 {
        1
    }
}

impl Old for Some {}

macro_rules! make {
    ($name:ident) => {
        fn $name() -> u32 {
            8
        }
    };
}

make!(made);

fn main() {
    println!("{} {}", core::own(), piano_runtime::enter(4));
    println!("{} {}", Some.anonymous(2), made());
}
