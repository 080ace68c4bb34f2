/// Part of the program and of its build script.
pub fn in_two_crates() -> u32 {
    1000
}
