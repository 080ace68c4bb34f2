#!/usr/bin/env run-cargo-script
//@ edition=2021 program allocator=provide
//! Docs of the crate.
#![allow(dead_code)]
/*! More of them. */
#![doc = "and more"]

// A comment that belongs to nobody.

/// Docs of the first item, which must stay its own.
#[derive(Debug)]
struct First;

fn main() {
    println!("{:?}", First);
}
