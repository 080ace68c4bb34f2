fn sell(pears: u32) -> u32 {
    pears.saturating_sub(1)
}

fn turn(pears: u32) -> u32 {
    sell(pears) * 2
}

fn main() {
    println!("{}", turn(3));
}
