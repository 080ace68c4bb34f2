fn main() {
    print!("{}", shared::number());
}
