//! A small program.
use std::collections::HashMap;

/// Adds up.
pub fn sum(values: &[u32]) -> u32 {
    // the loop
    let mut total = 0;
    for value in values { total += value; }
    total
}

struct Counter<T> { seen: HashMap<T, usize> }

fn main() {
    println!("{}", sum(&[1, 2, 3]));
}
