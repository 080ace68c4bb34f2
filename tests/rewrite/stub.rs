//! What the inserted text may call, with nothing behind it: the signatures of runtime/shim.rs, for
//! compiling the goldens before there is a runtime to link. Counts enters against leaves.
#![no_std]

extern crate std;

use core::future::{Future, IntoFuture};
use core::ops::Deref;
use core::pin::Pin;
use core::sync::atomic::{AtomicI64, Ordering};
use core::task::{Context, Poll};
use std::alloc::{GlobalAlloc, Layout};

pub use core::prelude::v1::global_allocator;
pub use core::{concat, stringify};
pub use std::alloc::System;

static OPEN: AtomicI64 = AtomicI64::new(0);

pub struct Site(&'static str);

impl Site {
    pub const fn new(text: &'static str) -> Self {
        Site(text)
    }
}

pub struct Guard(());

pub fn enter(site: &'static Site) -> Guard {
    assert_eq!(site.0.split('\n').count(), 4, "{}", site.0);
    OPEN.fetch_add(1, Ordering::Relaxed);
    Guard(())
}

impl Drop for Guard {
    fn drop(&mut self) {
        assert!(OPEN.fetch_sub(1, Ordering::Relaxed) > 0);
    }
}

/// Alignment 1 and 24 bytes, the most that a guard may take of a future.
pub struct AsyncGuard([u8; 24]);

pub fn enter_async(site: &'static Site) -> AsyncGuard {
    core::mem::forget(enter(site));
    AsyncGuard([0; 24])
}

impl Drop for AsyncGuard {
    fn drop(&mut self) {
        self.0[0] = 1;
    }
}

pub struct Polled<F> {
    inner: F,
    guard: [u8; 8],
}

impl<F: Future> Future for Polled<F> {
    type Output = F::Output;
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        assert!(self.guard != [0; 8]);
        unsafe { self.map_unchecked_mut(|polled| &mut polled.inner) }.poll(cx)
    }
}

pub trait Await: Sized {
    type Future;
    fn __piano(self, guard: &AsyncGuard) -> Polled<Self::Future>;
}

impl<T: IntoFuture> Await for T {
    type Future = T::IntoFuture;
    fn __piano(self, guard: &AsyncGuard) -> Polled<T::IntoFuture> {
        let address = guard as *const AsyncGuard as usize as u64;
        Polled { inner: self.into_future(), guard: address.to_ne_bytes() }
    }
}

pub fn future<F: Future>(site: &'static Site, inner: F) -> Polled<F> {
    drop(enter(site));
    Polled { inner, guard: [1; 8] }
}

pub fn start(settings: &'static str) {
    assert!(settings.split('\n').all(|line| line.is_empty() || line.contains('=')));
}

pub struct Counting<A> {
    inner: A,
}

impl<A> Counting<A> {
    pub const fn new(inner: A) -> Self {
        Counting { inner }
    }
}

impl<A> Deref for Counting<A> {
    type Target = A;
    fn deref(&self) -> &A {
        &self.inner
    }
}

unsafe impl<A: GlobalAlloc> GlobalAlloc for Counting<A> {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        self.inner.alloc(layout)
    }
    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        self.inner.dealloc(at, layout)
    }
}
