fn main() {
    println!("{}", leaf_shape::length());
}
