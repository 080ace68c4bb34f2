// Types in names, and `impl` that opens an item against `impl` that opens a type.

impl Plain { fn f() {} } //~ fn Plain::f impl
impl<T> Generic<T> { fn f() {} } //~ fn Generic::f impl
impl<'a, T: 'a + Into<Vec<u8>>, const N: usize> Everything<'a, T, { N + 1 }> where T: Fn() -> u8 { fn f() {} } //~ fn Everything::f impl
impl a::b::Path<u8> { fn f() {} } //~ fn a::b::Path::f impl
impl ::a::Rooted { fn f() {} } //~ fn a::Rooted::f impl
impl crate::Here { fn f() {} } //~ fn crate::Here::f impl
impl r#struct { fn f() {} } //~ fn struct::f impl
impl Vec::<u8> { fn f() {} } //~ fn Vec::f impl
impl dyn Error { fn f() {} } //~ fn <dyn Error>::f impl
impl dyn Error + Send + 'static { fn f() {} } //~ fn <dyn Error>::f impl
impl [u8] { fn f() {} } //~ fn <[u8]>::f impl
impl<T> [T; 4] { fn f() {} } //~ fn <[T; 4]>::f impl
impl str { fn f() {} } //~ fn str::f impl
impl<T> *const T { fn f() {} } //~ fn <*const T>::f impl

impl Trait for Plain { fn f() {} } //~ fn <Plain as Trait>::f impl
impl<'a> fmt::Display for Generic<'a, u8> { fn f() {} } //~ fn <Generic as fmt::Display>::f impl
impl<T> From<Vec<T>> for Wrapper<T> { fn f() {} } //~ fn <Wrapper as From>::f impl
impl<'a, T> Trait for &'a mut T { fn f() {} } //~ fn <&mut T as Trait>::f impl
impl Trait for (u8, Vec<u8>) { fn f() {} } //~ fn <(u8, Vec) as Trait>::f impl
impl Trait for (u8,) { fn f() {} } //~ fn <(u8,) as Trait>::f impl
impl Trait for () { fn f() {} } //~ fn <() as Trait>::f impl
impl Trait for ! { fn f() {} } //~ fn <! as Trait>::f impl
impl Trait for fn(u8) -> u8 { fn f() {} } //~ fn <fn(u8) -> u8 as Trait>::f impl @39
impl Trait for for<'a> fn(&'a u8) { fn f() {} } //~ fn <fn(&u8) as Trait>::f impl
impl<'b> Trait<dyn for<'a> Fn(&'a u8)> for Box<dyn for<'a> Fn(&'a u8) -> u8 + 'b> { fn f() {} } //~ fn <Box as Trait>::f impl
impl Trait for Box<dyn Fn() -> u8> where for<'a> Plain: Trait { fn f() {} } //~ fn <Box as Trait>::f impl
impl Trait for <Vec<u8> as IntoIterator>::Item { fn f() {} } //~ fn <<Vec as IntoIterator>::Item as Trait>::f impl
impl Trait for dyn a::Other<Item = u8> { fn f() {} } //~ fn <dyn a::Other as Trait>::f impl
impl Trait for tuple!{ u8 } { fn f() {} } //~ fn <tuple!{u8} as Trait>::f impl
impl Trait for [u8; { 1 + 1 }] { fn f() {} } //~ fn <[u8; {1 + 1}] as Trait>::f impl
impl !Send for Plain {}
unsafe impl Sync for Plain { fn f() {} } //~ fn <Plain as Sync>::f impl
default impl Trait for Plain { fn f() {} } //~ fn <Plain as Trait>::f impl
#[attribute] impl Trait for Attributed { fn f() {} } //~ fn <Attributed as Trait>::f impl
impl Trait for (AVeryLongTypeName, AVeryLongTypeName, AVeryLongTypeName, AVeryLongTypeName, AVeryLongTypeName, AVeryLongTypeName, AndTheRest) { fn f() {} } //~ fn <(AVeryLongTypeName, AVeryLongTypeName, AVeryLongTypeName, AVeryLongTypeName, AVeryLongTypeName, AVeryLongTypeName,… as Trait>::f impl

fn argument(a: impl Trait, b: &impl Trait, c: &'static mut impl Trait) -> impl Trait { fn f() {} } //~ fn argument //~ fn argument::f
fn pointer(a: *const impl Trait, b: *mut impl Trait) { fn f() {} } //~ fn pointer //~ fn pointer::f
fn pointer_in_angles() -> Vec<*const impl Trait> { fn f() {} } //~ fn pointer_in_angles //~ fn pointer_in_angles::f
fn nested() -> Vec<impl Trait> { fn f() {} } //~ fn nested //~ fn nested::f
fn brackets() -> (impl Trait, [impl Trait; 1]) { fn f() {} } //~ fn brackets //~ fn brackets::f
type Alias = impl Trait;
fn after_alias() {} //~ fn after_alias
trait Generic<T>: Super<Item = { 1 }> + for<'a> Other<'a> where T: Fn() -> u8 { fn f() {} } //~ fn Generic::f trait
pub unsafe auto trait Auto { fn f() {} } //~ fn Auto::f trait
trait Alias = Send + Sync;
fn after_trait_alias() {} //~ fn after_trait_alias
trait Associated {
    type Item: Iterator<Item = u8>;
    const C: usize = { fn f() -> usize { 1 } f() }; //~ fn Associated::f
    fn g() -> impl Trait { 1 } //~ fn Associated::g trait
}
