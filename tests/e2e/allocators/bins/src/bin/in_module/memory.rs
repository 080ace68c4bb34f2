pub mod heap {
    use std::alloc::System;

    /// With attributes around, a generic type, and a value in braces.
    #[allow(dead_code)]
    #[global_allocator]
    #[doc = "The heap."]
    pub static HEAP: oracle::Oracle<System> = { oracle::Oracle::<System>::around(System) };
}
