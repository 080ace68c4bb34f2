fn twice(length: usize) -> usize {
    2 * length
}

#[test]
fn leaves_are_twice_as_long() {
    assert_eq!(leaf_shape::length(), twice(crate::length()));
    println!("a leaf of {}", leaf_shape::length());
}
