//! Nothing of this crate may move, which no function is to blame for.

pub fn fixed() -> u32 { 1 } const _: () = assert!(column!() == 51);
