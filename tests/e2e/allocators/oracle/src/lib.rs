//! An allocator that counts for itself.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

static ALLOCS: AtomicU64 = AtomicU64::new(0);
static BYTES: AtomicU64 = AtomicU64::new(0);
static FREES: AtomicU64 = AtomicU64::new(0);

#[derive(Clone, Copy)]
pub struct Counts {
    pub allocs: u64,
    pub bytes: u64,
    pub frees: u64,
}

pub fn counts() -> Counts {
    Counts { allocs: ALLOCS.load(Relaxed), bytes: BYTES.load(Relaxed), frees: FREES.load(Relaxed) }
}

pub struct Oracle<A = System> {
    inner: A,
    refused: AtomicU64,
}

impl Oracle {
    pub const fn new() -> Self {
        Oracle { inner: System, refused: AtomicU64::new(0) }
    }
}

impl<A> Oracle<A> {
    pub const fn around(inner: A) -> Self {
        Oracle { inner, refused: AtomicU64::new(0) }
    }

    pub fn refused(&self) -> u64 {
        self.refused.load(Relaxed)
    }

    /// An ordinary function that runs inside the allocator.
    fn note(&self, block: *mut u8, bytes: usize) -> *mut u8 {
        if block.is_null() {
            self.refused.fetch_add(1, Relaxed);
        } else {
            ALLOCS.fetch_add(1, Relaxed);
            BYTES.fetch_add(bytes as u64, Relaxed);
        }
        block
    }
}

unsafe impl<A: GlobalAlloc> GlobalAlloc for Oracle<A> {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        self.note(self.inner.alloc(layout), layout.size())
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        self.note(self.inner.alloc_zeroed(layout), layout.size())
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        FREES.fetch_add(1, Relaxed);
        self.inner.dealloc(block, layout)
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        let moved = self.note(self.inner.realloc(block, layout, size), size);
        if !moved.is_null() {
            FREES.fetch_add(1, Relaxed);
        }
        moved
    }
}
