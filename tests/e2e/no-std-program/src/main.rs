//! A program without the standard library: what happens on a panic is its own.
#![no_std]
#![no_main]

use core::ffi::{c_char, c_int};

#[link(name = "c")]
extern "C" {
    fn puts(text: *const c_char) -> c_int;
    fn exit(code: c_int) -> !;
}

#[panic_handler]
fn gives_up(_: &core::panic::PanicInfo) -> ! {
    say(b"it is over\0");
    unsafe { exit(4) }
}

/// What the compiled core library asks for, though nothing is ever unwound.
#[no_mangle]
pub extern "C" fn rust_eh_personality() {}

fn say(text: &'static [u8]) {
    unsafe { puts(text.as_ptr().cast()) };
}

fn divide(a: i32, b: i32) -> i32 {
    a / b
}

#[no_mangle]
pub extern "C" fn main(count: c_int, _arguments: *const *const c_char) -> c_int {
    say(b"ready\0");
    divide(12, count) + divide(12, count - 1)
}
