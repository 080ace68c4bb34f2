// What stands before a function's `fn`.

const fn constant() {} //~ fn constant const
pub const unsafe extern "C" fn everything() {} //~ fn everything const unsafe extern
async fn asynchronous() {} //~ fn asynchronous async
pub(crate) async unsafe fn unsafe_async() {} //~ fn unsafe_async async unsafe
extern fn implicit() {} //~ fn implicit extern
extern "C" fn foreign() {} //~ fn foreign extern
extern r"system" fn raw_foreign() {} //~ fn raw_foreign extern
extern "Rust" fn native() {} //~ fn native
pub(in crate::a::b) fn visible() {} //~ fn visible
safe fn trusted() {} //~ fn trusted
gen fn values() {} //~ fn values gen
async gen unsafe fn later_values() {} //~ fn later_values async unsafe gen

#[naked]
extern "C" fn naked() {} //~ fn naked extern naked
#[unsafe(naked)]
#[no_mangle]
pub extern "C" fn unsafe_naked() {} //~ fn unsafe_naked extern naked
#[cfg_attr(x86, unsafe(naked))]
fn maybe_naked() {} //~ fn maybe_naked naked

#[inline(always)]
/// A comment between attributes.
#[target_feature(enable = "avx2")]
unsafe fn attributed() {} //~ fn attributed unsafe
#[doc = "fn in_a_string() {}"]
#[macro_like(fn in_an_attribute() {})]
fn after_odd_attributes() {} //~ fn after_odd_attributes

#[rustversion::attr(since(1.83), const)]
fn const_one_day() {} //~ fn const_one_day maybe-const

trait Shape {
    fn area(&self) -> f64 { 0.0 } //~ fn Shape::area trait
    async fn draw(&self) {} //~ fn Shape::draw async trait
    const fn sides() -> u8 { 4 } //~ fn Shape::sides const trait
}
#[const_trait]
trait Constant {
    fn method(&self) {} //~ fn Constant::method const trait
}
const trait AlsoConstant {
    fn method(&self) {} //~ fn AlsoConstant::method const trait
}
impl const Shape for Square {
    fn area(&self) -> f64 { //~ fn <Square as Shape>::area const impl
        fn helper() -> f64 { 1.0 } //~ fn <Square as Shape>::area::helper
        helper()
    }
}
const impl Shape for Circle {
    fn area(&self) -> f64 { 1.0 } //~ fn <Circle as Shape>::area const impl
}
impl Square {
    default fn specialised() {} //~ fn Square::specialised impl
    pub default unsafe fn both() {} //~ fn Square::both unsafe impl
    const SIDES: u8 = {
        fn not_a_method() -> u8 { 4 } //~ fn Square::not_a_method
        not_a_method()
    };
}

unsafe impl GlobalAlloc for Counter {
    unsafe fn alloc(&self) { //~ fn <Counter as GlobalAlloc>::alloc unsafe impl allocator
        fn within() {} //~ fn <Counter as GlobalAlloc>::alloc::within allocator
    }
}
unsafe impl<T: Sync> std::alloc::GlobalAlloc for Generic<T> {
    unsafe fn dealloc(&self) {} //~ fn <Generic as std::alloc::GlobalAlloc>::dealloc unsafe impl allocator
}
impl MyGlobalAlloc for Other {
    fn alloc(&self) {} //~ fn <Other as MyGlobalAlloc>::alloc impl
}

#[test]
fn test() {} //~ fn test test
#[bench]
fn bench(b: &mut Bencher) {} //~ fn bench test
#[tokio::test(flavor = "multi_thread")]
async fn tokio_test() {} //~ fn tokio_test async test
#[cfg_attr(not(loom), test)]
fn conditional_test() {} //~ fn conditional_test test
#[cfg(test)]
fn only_in_tests() {} //~ fn only_in_tests test
#[cfg(not(test))]
fn not_in_tests() {} //~ fn not_in_tests
#[cfg(all(unix, any(test, all(test, windows))))]
fn nested_predicate() {} //~ fn nested_predicate test
#[cfg(any(test, feature = "test"))]
fn also_without() {} //~ fn also_without
#[cfg(any())]
fn compiled_nowhere() {} //~ fn compiled_nowhere
#[cfg(all(feature = "test", not(test)))]
fn feature_called_test() {} //~ fn feature_called_test
#[cfg(test)]
mod tests {
    fn helper() {} //~ fn tests::helper test
    impl Thing {
        fn method() {} //~ fn tests::Thing::method impl test
    }
}
mod inner_attribute {
    #![cfg(test)]
    fn helper() {} //~ fn inner_attribute::helper test
}
#[cfg(test)]
impl Thing {
    fn method() {} //~ fn Thing::method impl test
}
#[cfg(test)]
trait Trait {
    fn method() {} //~ fn Trait::method trait test
}
#[cfg(test)]
pub(crate) const _: () = {
    fn in_constant() {} //~ fn in_constant test
};
fn after_constant() { //~ fn after_constant
    #[cfg(test)]
    {
        fn in_block() {} //~ fn after_constant::in_block test
    }
    fn after_block() {} //~ fn after_constant::after_block
}
#[cfg(test)]
use foo::bar;
fn after_use() {} //~ fn after_use
