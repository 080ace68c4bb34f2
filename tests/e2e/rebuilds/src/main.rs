mod part;

fn main() {
    println!("{} {}", part::number(), include_str!("../assets/text.txt").trim());
}
