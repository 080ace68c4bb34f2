pub fn resolve(word: &str) -> usize {
    word.len()
}
