//@ part-of=allocator_module.rs
#[global_allocator]
static A:std::alloc::System=std::alloc::System;

pub fn touch() {}
