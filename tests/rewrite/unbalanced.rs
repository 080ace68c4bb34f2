//@ edition=2021 program allocator=provide no-compile
// Nothing can be known about text whose brackets do not pair up.
#[global_allocator]
static A: std::alloc::System = std::alloc::System;

fn left_alone() {
    let x = (1, 2];
}
