//@ edition=2021 allocator=wrap crate-type=lib
// Where functions are named after the text, nothing is put into it.
trait Three {
    fn three(&self) -> usize;
}

impl Three for [u8; { #[global_allocator] static A: std::alloc::System = std::alloc::System; 3 }] {
    fn three(&self) -> usize {
        self.len()
    }
}
