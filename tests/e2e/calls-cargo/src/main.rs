//! A program whose build script calls cargo, with a library that both programs use.

fn here() -> u32 {
    shared::number()
}

fn main() {
    println!("{} {}", env!("SAID"), here());
}
