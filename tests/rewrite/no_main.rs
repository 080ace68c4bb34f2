//@ edition=2021 program allocator=provide
#![no_main]

fn greet() -> &'static str {
    "no main"
}

#[no_mangle]
pub extern "C" fn main(_argc: i32, _argv: *const *const u8) -> i32 {
    println!("{}", greet());
    0
}
