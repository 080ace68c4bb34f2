pub fn from_piano() -> usize {
    [1, 2, 3].len()
}
