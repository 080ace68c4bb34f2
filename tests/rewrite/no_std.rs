//@ edition=2021 crate-type=lib allocator=wrap
#![cfg_attr(not(test), no_std)]
extern crate alloc;

use alloc::vec::Vec;

pub fn collect(n: u32) -> Vec<u32> {
    (0..n).collect()
}

pub async fn wait(n: u32) -> u32 {
    core::future::ready(n).await
}
