//@ edition=2021 program tests allocator=provide
#![no_std]
#[cfg(test)]
extern crate std;
extern crate alloc;

pub fn double(x: u32) -> alloc::vec::Vec<u32> {
    alloc::vec![x, x]
}

#[cfg(test)]
mod tests {
    use std::println;

    #[test]
    fn doubles() {
        println!("shown only when it fails");
        assert_eq!(super::double(2).len(), 2);
    }
}
