fn main() {
    work::run();
}
