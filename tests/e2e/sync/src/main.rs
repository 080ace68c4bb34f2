#!/usr/bin/env run-this-with cargo
//! Synchronous code in all its shapes; größer als ASCII.
#![allow(dead_code, unused)]
#![warn(missing_docs)]

mod bodies;
mod bom;
mod calls;
mod crlf;
#[cfg(any())]
mod latin1;
mod methods;
mod odd;
mod recursion;

fn main() {
    recursion::run();
    methods::run();
    calls::run();
    bodies::run();
    odd::run();
    println!("{} {}", bom::after_a_mark(), crlf::two_byte_lines(2));
}
