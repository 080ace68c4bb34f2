pub fn number() -> u32 {
    let list = vec![1, 2];
    list[0] + list[1]
}
