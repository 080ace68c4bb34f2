pub fn number() -> u32 {
    7
}
