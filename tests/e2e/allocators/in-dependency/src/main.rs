fn main() {
    work::run();
    println!("{}", outside::refused());
}
