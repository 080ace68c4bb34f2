//! Crates that compile only as they are written.

#[picky::tokens(1)]
fn picked() -> u32 {
    1
}

struct Thing;

impl Thing {
    #[picky::tokens(3)]
    fn also_picked(&self) -> u32 {
        1 + 1
    }

    fn method(&self) -> u32 {
        self.also_picked() + 1
    }
}

#[picky::constant]
fn constant() -> u32 {
    5
}

const FIVE: u32 = constant();

struct Short;

#[picky::short(1)]
impl Short {
    fn one() -> u32 {
        1
    }

    fn two() -> u32 {
        2
    }
}

fn main() {
    println!("{} {} {}", picked(), Thing.method(), column::fixed());
    println!("{FIVE} {} {}", Short::one(), Short::two());
}
