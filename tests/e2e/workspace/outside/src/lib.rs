pub fn beyond(x: u32) -> u32 {
    x * 10
}
