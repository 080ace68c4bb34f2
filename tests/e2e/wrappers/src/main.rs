mod part;

fn main() {
    println!("{} {}", part::number(), std::env::args().skip(1).collect::<Vec<_>>().join("|"));
}
