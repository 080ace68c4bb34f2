//@ edition=2021 program
// Attributes that the compiler looks at, and the places it lets them stand.
#![deny(warnings, missing_docs, unsafe_code)]
//! Docs, as the lint demands.

/// Is called by its caller's name.
#[track_caller]
#[inline(never)]
pub fn tracked() -> u32 {
    std::panic::Location::caller().line()
}

/// Cold.
#[cold]
#[must_use]
pub fn cold(#[cfg(unix)] x: u32, #[cfg(not(unix))] y: u32) -> u32 {
    #[allow(clippy::let_and_return)]
    let z = x;
    match z {
        #[cfg(windows)]
        0 => 1,
        #[cfg(not(windows))]
        0 => 2,
        _ => z,
    }
}

/// Is left out here.
#[cfg(windows)]
pub fn left_out() {}

/// Of the two, one is compiled.
#[cfg(not(windows))]
pub fn left_out() {
    let _ = 1;
}

/// Has a field that is a function.
pub struct Handler {
    /// The function.
    pub call: fn(u32) -> u32,
}

/// What diverges early.
#[allow(unreachable_code)]
pub fn diverges() -> u32 {
    return 1;
    loop {}
}

fn main() {
    println!("{}", tracked());
    println!("{} {}", cold(0), diverges());
    left_out();
    println!("{}", (Handler { call: |x| x + 1 }.call)(1));
}
