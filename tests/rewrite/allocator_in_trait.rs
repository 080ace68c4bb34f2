//@ edition=2021 allocator=wrap no-compile
// No Rust: a static is no member of a trait or an impl.
trait Members {
    #[global_allocator] static A: System = fn member() {};
}

impl Members for u8 {
    #[global_allocator] static B: System = fn member() {};
}
