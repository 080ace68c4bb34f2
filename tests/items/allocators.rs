// Global allocators and the conditions under which they are compiled.

#[global_allocator] //~ allocator Jemalloc = Jemalloc
static A: Jemalloc = Jemalloc;

#[global_allocator] //~ allocator tikv::Alloc<Vec<u8>> = tikv::Alloc::<Vec<u8>> { a: 1 > 2 } gate target_os = "linux"
#[cfg(target_os = "linux")]
/// Docs.
pub(crate) static B: tikv::Alloc<Vec<u8>> = tikv::Alloc::<Vec<u8>> { a: 1 > 2 };

#[cfg(unix)] //~ allocator M = M gate all(unix, not(miri))
#[cfg(not(miri))]
#[global_allocator]
static C: M = M;

#[cfg_attr(not(test), global_allocator)] //~ allocator M = M::new() gate not(test)
static D: M = M::new();

#[cfg(all(unix, feature = "x"))]
mod inner {
    #[cfg(y)]
    mod deeper {
        #[global_allocator] //~ allocator M = M in inner::deeper gate all(all(unix, feature = "x"), y)
        static E: M = M;
    }
}
cfg_if! {
    if #[cfg(a)] {
        #[global_allocator] //~ allocator M = M gate a
        static F: M = M;
    } else if #[cfg(any(b, c))] {
        #[global_allocator] //~ allocator M = M gate all(not(any(a)), any(b, c))
        static F: M = M;
    } else {
        #[global_allocator] //~ allocator M = M gate not(any(a, any(b, c)))
        static F: M = M;
    }
}
cfg_select! {
    a => { #[global_allocator] static G: M = M; } //~ allocator M = M gate a
    _ => { #[global_allocator] static G: M = M; } //~ allocator M = M gate not(any(a))
}
macro_rules! items { ($($item:item)*) => { $($item)* } } //~ passes items
items! { #[global_allocator] static H: M = M; } //~ allocator M = M
fn main() { #[global_allocator] static I: M = M; } //~ fn main //~ allocator M = M
#[allow(unused)]
static NOT_ONE: M = M;
#[global_allocator] //~ allocator ::a::M = ::a::M
static mut J: ::a::M = ::a::M;
#[cfg(no / /rust)] //~ allocator M = M gate no/ /rust
#[global_allocator]
static K: M = M;
cfg_select! {
    #[global_allocator] static L: M = M;
    _ => {}
}
// No Rust: a static has a name, and no items in its value.
#[global_allocator]
static const N: M = M;
macro_rules! value { ($b:block) => { #[global_allocator] static O: M = fn value() $b; } } //~ fn value rules unnamed-body
