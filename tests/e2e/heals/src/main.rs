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

fn main() {
    println!("{} {} {}", picked(), Thing.method(), column::fixed());
}
