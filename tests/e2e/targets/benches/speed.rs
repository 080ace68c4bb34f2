fn round() -> u32 {
    targets_lib::shared(8)
}

fn main() {
    println!("{}", (0..5).map(|_| round()).sum::<u32>());
}
