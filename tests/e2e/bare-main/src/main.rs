//! A program whose entry is C's, not Rust's.
#![no_main]

#[no_mangle]
pub extern "C" fn main(_count: i32, _arguments: *const *const u8) -> i32 {
    println!("{}", body());
    3
}

fn body() -> usize {
    vec![1u8; 5].len()
}
