#![no_std]
#![no_implicit_prelude]
#![deny(warnings)]

extern crate core as nucleus;

use nucleus::iter::Iterator;
use nucleus::option::Option::{None as Nothing, Some as Just};

/// Nothing is known here but what is named above.
pub fn most(xs: &[u32]) -> u32 {
    match xs.iter().max() {
        Just(x) => pick(*x),
        Nothing => 0,
    }
}

fn pick(x: u32) -> u32 {
    x
}
