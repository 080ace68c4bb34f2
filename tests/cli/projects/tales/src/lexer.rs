pub fn words(text: &str) -> Vec<&str> {
    text.split(' ').collect()
}

#[test]
fn words_stand_between_spaces() {
    assert_eq!(words("once upon"), ["once", "upon"]);
}
