//! Every line ends as on Windows.
/// Adds.
pub fn two_byte_lines(x: u32) -> u32 {
    #![allow(unused_mut)]
	let mut y = x;
	y + 1
}
