fn main() {
    work::run();
    println!("{}", in_lib::refused());
}
