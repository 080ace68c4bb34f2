pub fn words(text: &str) -> Vec<&str> {
    text.split(' ').collect()
}
