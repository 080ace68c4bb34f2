fn written(x: u32) -> String {
    itoa::Buffer::new().format(x).to_owned()
}

fn main() {
    println!("{} {}", written(1), written(20));
}
