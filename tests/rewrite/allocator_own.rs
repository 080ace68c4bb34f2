//@ edition=2021 program allocator=provide
// An allocator with state of its own, used by name.
use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

struct Counter<A> {
    inner: A,
    count: AtomicUsize,
}

impl<A> Counter<A> {
    const fn new(inner: A) -> Self {
        Counter { inner, count: AtomicUsize::new(0) }
    }
    fn count(&self) -> usize {
        self.count.load(Ordering::Relaxed)
    }
}

unsafe impl<A: GlobalAlloc> GlobalAlloc for Counter<A> {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        self.count.fetch_add(1, Ordering::Relaxed);
        unsafe { self.inner.alloc(layout) }
    }
    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        unsafe { self.inner.dealloc(at, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counter<System> = Counter::new(System);

fn by_reference(counter: &Counter<System>) -> bool {
    counter.count() > 0
}

fn main() {
    let before = ALLOCATOR.count();
    let list = vec![1, 2, 3];
    println!("{} {}", ALLOCATOR.count() - before, list.len());
    println!("{} {}", by_reference(&ALLOCATOR), ALLOCATOR.count.load(Ordering::Relaxed) > 0);
}
