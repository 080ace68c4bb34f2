/// Compiled twice, into the library and into the program.
pub fn in_both() -> u32 {
    0
}
