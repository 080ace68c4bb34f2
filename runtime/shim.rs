//! The runtime's Rust side: what needs Drop, Future or GlobalAlloc, and no more. The work is done
//! by the C library that is linked into this crate; the code that piano inserts into other crates
//! calls it `__piano`.
//!
//! Needs nothing newer than Rust 1.59, and no std. With `--cfg piano_into_future` (Rust 1.64 and
//! later) every await can be hooked, otherwise only those of futures.
#![no_std]
#![allow(warnings)]

use core::alloc::{GlobalAlloc, Layout};
use core::cell::UnsafeCell;
use core::future::Future;
use core::ops::Deref;
use core::panic::{RefUnwindSafe, UnwindSafe};
use core::pin::Pin;
use core::ptr;
use core::sync::atomic::{AtomicPtr, AtomicU32, Ordering};
use core::task::{Context, Poll};

#[doc(hidden)]
pub use core::prelude::v1::global_allocator;
#[doc(hidden)]
pub use core::{concat, stringify};

/// A measured function; struct piano_site in piano.h.
#[repr(C)]
pub struct Site {
    id: AtomicU32,
    flags: AtomicU32,
    text: *const u8,
    text_bytes: usize,
    next: AtomicPtr<Site>,
}

unsafe impl Sync for Site {}
unsafe impl Send for Site {}
impl UnwindSafe for Site {}
impl RefUnwindSafe for Site {}

impl Site {
    /// `text`: the lines of struct piano_function.
    pub const fn new(text: &'static str) -> Site {
        Site {
            id: AtomicU32::new(0),
            flags: AtomicU32::new(0),
            text: text.as_ptr(),
            text_bytes: text.len(),
            next: AtomicPtr::new(ptr::null_mut()),
        }
    }
}

/// What an async function keeps between its polls; struct piano_progress in piano.h. Unaligned, so
/// that it adds no padding to a future.
#[repr(C)]
struct Progress(UnsafeCell<[u8; 24]>);

unsafe impl Send for Progress {}
unsafe impl Sync for Progress {}
impl UnwindSafe for Progress {}
impl RefUnwindSafe for Progress {}

/// The C library. With `--cfg piano_shared` this crate is in a library that other crates load, and
/// which exports Rust functions only: so the C functions are wrapped in these.
macro_rules! runtime {
    ($(fn $name:ident($($argument:ident: $of:ty),*) $(-> $result:ty)?;)*) => {
        #[cfg(not(piano_shared))]
        extern "C" {
            $(fn $name($($argument: $of),*) $(-> $result)?;)*
        }
        #[cfg(piano_shared)]
        mod c {
            use super::*;
            extern "C" {
                $(pub(super) fn $name($($argument: $of),*) $(-> $result)?;)*
            }
        }
        $(
            #[cfg(piano_shared)]
            #[inline(never)]
            unsafe fn $name($($argument: $of),*) $(-> $result)? {
                c::$name($($argument),*)
            }
        )*
    };
}

runtime! {
    fn piano_start(settings: *const u8, bytes: usize);
    fn piano_enter(site: *const Site) -> Call;
    fn piano_leave(call: Call);
    fn piano_leave_at(call: Call, counter: u64);
    fn piano_enter_elsewhere(site: *const Site) -> Call;
    fn piano_enter_timed(node: *mut Node) -> Call;
    fn piano_hand_over() -> usize;
    fn piano_job_begin(from: usize) -> Call;
    fn piano_job_end(call: Call);
    fn piano_poll_enter(progress: *mut u8);
    fn piano_poll_leave(progress: *mut u8, ready: bool);
    fn piano_poll_resume(progress: *mut u8);
    fn piano_poll_end(progress: *mut u8, unwinds: bool);
    fn piano_note_alloc(at: *const u8, bytes: usize);
    fn piano_note_free(at: *const u8, bytes: usize);
    fn piano_note_moving(at: *const u8) -> *mut u8;
    fn piano_note_moved(sample: *mut u8, moved: *const u8, old_bytes: usize, new_bytes: usize);
    fn piano_alloc(bytes: usize, align: usize) -> *mut u8;
    fn piano_alloc_zeroed(bytes: usize, align: usize) -> *mut u8;
    fn piano_realloc(at: *mut u8, old_bytes: usize, align: usize, new_bytes: usize) -> *mut u8;
    fn piano_free(at: *mut u8, bytes: usize);
}

/// Starts recording, in the program's own main; see piano_start in piano.h.
pub fn start(settings: &'static str) {
    unsafe { piano_start(settings.as_ptr(), settings.len()) }
}

/// std::thread::panicking, if the program has std: it tells whether an async function ends in a
/// panic.
static PANICKING: AtomicPtr<()> = AtomicPtr::new(ptr::null_mut());

pub fn start_with_std(settings: &'static str, panicking: fn() -> bool) {
    PANICKING.store(panicking as *mut (), Ordering::Relaxed);
    start(settings)
}

fn panicking() -> bool {
    let known = PANICKING.load(Ordering::Relaxed);
    !known.is_null() && unsafe { core::mem::transmute::<*mut (), fn() -> bool>(known)() }
}

/// The beginning of struct piano_node in format.h: what counting a call needs.
#[repr(C)]
struct Node {
    last_child: *mut Node,
    site: *const Site,
    counted: u64,
    ticks: u64,
    start: u64,
    parent: *mut Node,
    successor: *mut Node,
}

/// struct piano_call in piano.h.
#[repr(C)]
#[derive(Clone, Copy)]
struct Call {
    node: usize,
}

/// A call in progress. It stays on its thread, whose tree has the node. The node to make current
/// again is kept as well, so that leaving need not wait for it to be loaded.
///
/// A debug build must not copy this as a whole: such a load would wait for the two stores before
/// it. So `enter`, which is compiled in this crate, returns it in two registers, and `drop`,
/// likewise, takes its words one by one.
#[must_use]
pub struct Guard {
    node: usize,
    parent: *mut Node,
}

#[inline(never)]
pub fn enter(site: &'static Site) -> Guard {
    let (node, parent) = unsafe { here::enter::<false>(site) };
    Guard { node, parent }
}

impl Drop for Guard {
    #[inline(never)]
    fn drop(&mut self) {
        unsafe { here::leave(self.node, self.parent) }
    }
}

/// The same for optimised crates: their own code has only an instruction that calls the probe in
/// kept.c. That leaves more registers alone than a call that the compiler knows of.
#[must_use]
pub struct KeptGuard {
    node: usize,
    parent: *mut Node,
}

/// The same for a short function of an optimised crate that calls itself. The instructions that
/// count a call are inlined (see piano_enter in probe.c): so little lies between one such call and
/// the next that each of them shows, and there is little such code.
#[must_use]
pub struct InlineGuard {
    node: usize,
    parent: *mut Node,
}

/// Entering and leaving. Here the short paths are compiled into the code that calls them.
#[cfg(all(target_os = "linux", target_arch = "x86_64", target_pointer_width = "64", not(piano_shared)))]
mod here {
    use super::*;
    use core::arch::asm;
    use core::arch::x86_64::{_mm_lfence, _rdtsc};

    /// The address of piano_current (state.h), relative to the thread pointer, and its value. In a
    /// program the linker reduces the first two instructions to one `mov`. In a loaded library they
    /// are a call that preserves all other registers, except, in some versions of glibc, the vector
    /// registers. Asked for each time, since a stack may have moved to another thread.
    #[inline(always)]
    unsafe fn current() -> (usize, *mut Node) {
        let (place, node): (usize, *mut Node);
        asm!(
            "lea rax, [rip + piano_current@TLSDESC]",
            "call [rax + piano_current@TLSCALL]",
            "mov {node}, qword ptr fs:[rax]",
            node = out(reg) node,
            out("rax") place,
            out("xmm0") _, out("xmm1") _, out("xmm2") _, out("xmm3") _,
            out("xmm4") _, out("xmm5") _, out("xmm6") _, out("xmm7") _,
            out("xmm8") _, out("xmm9") _, out("xmm10") _, out("xmm11") _,
            out("xmm12") _, out("xmm13") _, out("xmm14") _, out("xmm15") _,
            options(readonly)
        );
        (place, node)
    }

    #[inline(always)]
    unsafe fn set_current(place: usize, node: *mut Node) {
        asm!(
            "mov qword ptr fs:[{place}], {node}",
            place = in(reg) place,
            node = in(reg) node,
            options(nostack, preserves_flags)
        );
    }

    /// Marks the branch that calls it as cold, so that it stays out of the way of more frequent
    /// code.
    #[cold]
    #[inline]
    fn aside() {}

    /// NODE_GAP_MASK and NODE_UNTIMED_CALL in tree.h.
    const GAP_MASK: u64 = (1 << 12) - 1;
    const UNTIMED_CALL: u64 = (1 << 12) - 1;

    /// ITSELF: the function calls itself, so the child called last is the first guess.
    #[inline(always)]
    pub(super) unsafe fn enter<const ITSELF: bool>(site: &'static Site) -> (usize, *mut Node) {
        let (place, parent) = current();
        let last = (*parent).last_child;
        let node = if ITSELF && (*last).site == site {
            last
        } else {
            let next = (*last).successor;
            if (*next).site != site {
                aside();
                return (piano_enter_elsewhere(site).node, parent);
            }
            (*parent).last_child = next;
            next
        };
        set_current(place, node);
        // The sum is stored whatever comes next: nothing has to wait for the load.
        let counted = ptr::read_volatile(&(*node).counted);
        ptr::write_volatile(&mut (*node).counted, counted.wrapping_add(UNTIMED_CALL));
        if counted & GAP_MASK == 0 {
            aside();
            return (piano_enter_timed(node).node, parent);
        }
        (node as usize, parent)
    }

    /// PIANO_ORDERED in piano.h.
    const ORDERED: usize = 2;

    /// Reads the clock here, where the code is sure to be in the cache.
    #[inline(always)]
    unsafe fn leave_timed(node: usize) {
        if node & ORDERED != 0 {
            _mm_lfence();
        }
        piano_leave_at(Call { node }, _rdtsc());
    }

    #[inline(always)]
    pub(super) unsafe fn leave(node: usize, parent: *mut Node) {
        let (place, current) = current();
        if current as usize == node {
            set_current(place, parent);
        } else {
            aside();
            leave_timed(node);
        }
    }

    /// A call of kept.c, with all that it may change. That includes vector registers which only
    /// some processors have, since a probe may be compiled into a function for these.
    macro_rules! call {
        ($what:literal, $($in_and_out:tt)*) => {
            asm!(
                $what,
                $($in_and_out)*,
                out("rax") _,
                out("xmm0") _, out("xmm1") _, out("xmm2") _, out("xmm3") _,
                out("xmm4") _, out("xmm5") _, out("xmm6") _, out("xmm7") _,
                out("xmm8") _, out("xmm9") _, out("xmm10") _, out("xmm11") _,
                out("xmm12") _, out("xmm13") _, out("xmm14") _, out("xmm15") _,
                out("xmm16") _, out("xmm17") _, out("xmm18") _, out("xmm19") _,
                out("xmm20") _, out("xmm21") _, out("xmm22") _, out("xmm23") _,
                out("xmm24") _, out("xmm25") _, out("xmm26") _, out("xmm27") _,
                out("xmm28") _, out("xmm29") _, out("xmm30") _, out("xmm31") _,
                out("k1") _, out("k2") _, out("k3") _, out("k4") _,
                out("k5") _, out("k6") _, out("k7") _
            )
        };
    }

    /// Older compilers know neither this register nor functions for such processors.
    #[cfg(piano_k0)]
    macro_rules! call_all {
        ($($all:tt)*) => { call!($($all)*, out("k0") _) };
    }
    #[cfg(not(piano_k0))]
    macro_rules! call_all {
        ($($all:tt)*) => { call!($($all)*) };
    }

    #[inline(always)]
    pub(super) unsafe fn enter_kept(site: &'static Site) -> (usize, *mut Node) {
        let (node, parent): (usize, *mut Node);
        call_all!(
            "call piano_enter_kept",
            inout("rcx") site as *const Site => _,
            out("rdx") parent,
            out("r11") node
        );
        (node, parent)
    }

    #[inline(always)]
    pub(super) unsafe fn leave_kept(node: usize, parent: *mut Node) {
        call_all!(
            "call piano_leave_kept",
            inout("rcx") node => _,
            inout("rdx") parent => _,
            out("r11") _
        );
    }
}

/// On other platforms, and in shared libraries, all of them are calls.
#[cfg(not(all(target_os = "linux", target_arch = "x86_64", target_pointer_width = "64", not(piano_shared))))]
mod here {
    use super::*;
    pub(super) use self::leave as leave_kept;

    #[inline(always)]
    pub(super) unsafe fn enter<const ITSELF: bool>(site: &'static Site) -> (usize, *mut Node) {
        enter_kept(site)
    }

    #[inline(always)]
    pub(super) unsafe fn leave(node: usize, _: *mut Node) {
        piano_leave(Call { node })
    }

    #[inline(always)]
    pub(super) unsafe fn enter_kept(site: &'static Site) -> (usize, *mut Node) {
        (piano_enter(site).node, ptr::null_mut())
    }
}

#[inline]
pub fn enter_kept(site: &'static Site) -> KeptGuard {
    let (node, parent) = unsafe { here::enter_kept(site) };
    KeptGuard { node, parent }
}

impl Drop for KeptGuard {
    #[inline]
    fn drop(&mut self) {
        unsafe { here::leave_kept(self.node, self.parent) }
    }
}

#[inline]
pub fn enter_inline(site: &'static Site) -> InlineGuard {
    let (node, parent) = unsafe { here::enter::<true>(site) };
    InlineGuard { node, parent }
}

impl Drop for InlineGuard {
    #[inline]
    fn drop(&mut self) {
        unsafe { here::leave(self.node, self.parent) }
    }
}

/// Carried by a job from where it was handed over to where it runs. The calls into the runtime are
/// compiled in this crate, since a generic function of the pool's crate may be compiled in any
/// other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handed(usize);

impl Handed {
    #[inline(never)]
    pub fn here() -> Handed {
        Handed(unsafe { piano_hand_over() })
    }

    #[inline(never)]
    pub fn begin(self) -> Job {
        Job(unsafe { piano_job_begin(self.0) })
    }
}

/// A running job, or poll of a task. It stays on its thread.
#[must_use]
pub struct Job(Call);

impl Drop for Job {
    #[inline(never)]
    fn drop(&mut self) {
        unsafe { piano_job_end(self.0) }
    }
}

impl Progress {
    #[inline]
    fn new(site: &'static Site) -> Progress {
        let mut bytes = [0; 24];
        let address = (site as *const Site as u64).to_ne_bytes();
        let mut i = 0;
        while i < 8 {
            bytes[i] = address[i];
            i += 1;
        }
        Progress(UnsafeCell::new(bytes))
    }
}

impl Drop for Progress {
    #[inline]
    fn drop(&mut self) {
        unsafe { piano_poll_end(self.0.get() as *mut u8, panicking()) }
    }
}

/// The call of an async function: a local of its body, made in its first poll.
pub struct AsyncGuard(Progress);

#[inline]
pub fn enter_async(site: &'static Site) -> AsyncGuard {
    let guard = AsyncGuard(Progress::new(site));
    unsafe { piano_poll_enter(guard.0 .0.get() as *mut u8) };
    guard
}

/// A future that an async function awaits, with the address of the function's guard. Whenever this
/// is pending so is the function, and the function's next poll comes here first.
pub struct Polled<F> {
    inner: F,
    guard: [u8; core::mem::size_of::<usize>()],
}

impl<F> Polled<F> {
    #[inline]
    fn new(inner: F, guard: &AsyncGuard) -> Polled<F> {
        Polled {
            inner,
            guard: (guard.0 .0.get() as usize).to_ne_bytes(),
        }
    }
}

impl<F: Future> Future for Polled<F> {
    type Output = F::Output;

    #[inline]
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        unsafe {
            let this = self.get_unchecked_mut();
            let progress = usize::from_ne_bytes(this.guard) as *mut u8;
            piano_poll_resume(progress);
            let result = Pin::new_unchecked(&mut this.inner).poll(context);
            if result.is_pending() {
                piano_poll_leave(progress, false);
            }
            result
        }
    }
}

/// Hooks an await: `future.__piano(&__piano).await`.
pub trait Await: Sized {
    type Future;
    fn __piano(self, guard: &AsyncGuard) -> Polled<Self::Future>;
}

#[cfg(piano_into_future)]
impl<F: core::future::IntoFuture> Await for F {
    type Future = F::IntoFuture;

    #[inline]
    fn __piano(self, guard: &AsyncGuard) -> Polled<F::IntoFuture> {
        Polled::new(self.into_future(), guard)
    }
}

#[cfg(not(piano_into_future))]
impl<F: Future> Await for F {
    type Future = F;

    #[inline]
    fn __piano(self, guard: &AsyncGuard) -> Polled<F> {
        Polled::new(self, guard)
    }
}

/// The body of an async function as a whole, where its awaits cannot be hooked one by one.
pub struct Measured<F> {
    progress: Progress,
    inner: F,
}

#[inline]
pub fn future<F: Future>(site: &'static Site, inner: F) -> Measured<F> {
    Measured {
        progress: Progress::new(site),
        inner,
    }
}

impl<F: Future> Future for Measured<F> {
    type Output = F::Output;

    #[inline]
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        unsafe {
            let this = self.get_unchecked_mut();
            let progress = this.progress.0.get() as *mut u8;
            piano_poll_enter(progress);
            let panicked = Panicked(progress);
            let result = Pin::new_unchecked(&mut this.inner).poll(context);
            core::mem::forget(panicked);
            piano_poll_leave(progress, result.is_ready());
            result
        }
    }
}

/// Ends the call if its poll unwinds.
struct Panicked(*mut u8);

impl Drop for Panicked {
    #[inline]
    fn drop(&mut self) {
        unsafe { piano_poll_end(self.0, true) }
    }
}

/// The system's allocator, counted; for a program without an allocator of its own.
pub struct System;

unsafe impl GlobalAlloc for System {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        piano_alloc(layout.size(), layout.align())
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        piano_alloc_zeroed(layout.size(), layout.align())
    }

    #[inline]
    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        piano_free(at, layout.size())
    }

    #[inline]
    unsafe fn realloc(&self, at: *mut u8, layout: Layout, new_bytes: usize) -> *mut u8 {
        piano_realloc(at, layout.size(), layout.align(), new_bytes)
    }
}

/// A program's own allocator, counted.
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

    #[inline]
    fn deref(&self) -> &A {
        &self.inner
    }
}

unsafe impl<A: GlobalAlloc> GlobalAlloc for Counting<A> {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let at = self.inner.alloc(layout);
        if !at.is_null() {
            piano_note_alloc(at, layout.size());
        }
        at
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        let at = self.inner.alloc_zeroed(layout);
        if !at.is_null() {
            piano_note_alloc(at, layout.size());
        }
        at
    }

    #[inline]
    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        piano_note_free(at, layout.size());
        self.inner.dealloc(at, layout);
    }

    #[inline]
    unsafe fn realloc(&self, at: *mut u8, layout: Layout, new_bytes: usize) -> *mut u8 {
        let sample = piano_note_moving(at);
        let moved = self.inner.realloc(at, layout, new_bytes);
        piano_note_moved(sample, moved, layout.size(), new_bytes);
        moved
    }
}
