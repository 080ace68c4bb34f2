fn main() {
    println!("{}", tales::log("nobody came"));
}
