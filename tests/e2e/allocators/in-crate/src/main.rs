fn main() {
    work::run();
    println!("{}", declares::refused());
}
