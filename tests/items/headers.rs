// What stands between a function's name and its body.

fn plain() {} //~ fn plain @13
fn returns() -> u8 { 1 } //~ fn returns @21 -> u8
fn never() -> ! { loop {} } //~ fn never @18 -> !
fn arrows<F: Fn(u8) -> u8>(f: F) -> Box<dyn Fn() -> u8> { loop {} } //~ fn arrows @58 -> Box<dyn Fn() -> u8>
fn arrow_in_where<F>(f: F) where F: Fn() -> u8 {} //~ fn arrow_in_where @49
fn both<F>(f: F) -> u8 where F: Fn() -> u16 { 1 } //~ fn both @46 -> u8
fn braces_in_angles() -> Array<{ 1 + 2 }> { loop {} } //~ fn braces_in_angles @44 -> Array<{ 1 + 2 }>
fn braces_in_brackets<const N: usize>() -> [u8; { N + 1 }] where [u8; { N + 1 }]: Sized { loop {} } //~ fn braces_in_brackets @90 -> [u8; { N + 1 }]
fn shift_closes_two() -> Vec<Vec<u8>> { loop {} } //~ fn shift_closes_two @40 -> Vec<Vec<u8>>
fn default_const<const N: usize = { 3 }, T: Iterator<Item = u8>>(t: T) {} //~ fn default_const @73
fn negative() -> Foo<-1> { loop {} } //~ fn negative @27 -> Foo<-1>
fn opaque<'a>(x: &'a u8) -> impl Iterator<Item = &'a u8> + use<'a> { loop {} } //~ fn opaque @69 -> impl Iterator<Item = &'a u8> + use<'a>
fn impl_argument(f: impl Fn() -> u8, g: *const impl Sized) {} //~ fn impl_argument @61
fn patterns((a, Foo { b, .. }): (u8, Foo), [c, d]: [u8; 2]) {} //~ fn patterns @62
fn attributes(#[cfg(unix)] a: u8, #[allow(unused)] b: u8) {} //~ fn attributes @60
fn macro_type() -> vec_of! { u8 } { loop {} } //~ fn macro_type @36 -> vec_of! { u8 }
fn macro_never() -> ty!(!) { loop {} } //~ fn macro_never @29 -> ty!(!)
fn higher_ranked<F>(f: F) where for<'a> F: Fn(&'a u8) -> &'a u8 {} //~ fn higher_ranked @66
fn associated() -> <Vec<u8> as IntoIterator>::Item { 1 } //~ fn associated @53 -> <Vec<u8> as IntoIterator>::Item
fn tuple() -> (u8, fn(u8) -> u8) { loop {} } //~ fn tuple @35 -> (u8, fn(u8) -> u8)
fn /* a { comment } */ commented // {
( //~^ fn commented @+3:2
)
{}
fn r#match() -> r#struct { loop {} } //~ fn match @27 -> r#struct
fn variadic(a: u8, mut rest: ...) {} //~ fn variadic @36
fn const_body_in_type() -> [u8; { //~ fn const_body_in_type @+3:5
    fn inside() -> usize { 3 } //~ fn const_body_in_type::inside @27
    inside()
}] {
    [0; 3]
}
fn comparison<const A: usize, const B: usize>() -> Check<{ A > B }> { loop {} } //~ fn comparison @70
fn two_lines() -> Result< //~ fn two_lines @+3:4
    u8,
    u16,
> {
    loop {}
}
fn lifetimes<'a, 'b: 'a>(x: &'a u8) -> &'b u8 { loop {} } //~ fn lifetimes @48 -> &'b u8
fn where_ends_with_comma<T>(t: T) where T: Clone, { } //~ fn where_ends_with_comma @52
fn where_const<T>(t: T) where Assert<{ 1 < 2 }>: IsTrue { } //~ fn where_const @58

// No bodies.
extern "C" {
    fn declared(a: u8) -> u8;
    pub safe fn declared_safe();
}
unsafe extern "C" {
    unsafe fn declared_unsafe();
}
trait Declares {
    fn declared(&self) -> u8;
    fn provided(&self) -> u8 { 1 } //~ fn Declares::provided trait @31
}
type Pointer = fn(u8) -> u8;
type Foreign = unsafe extern "C" fn(u8) -> u8;
static POINTERS: [for<'a> fn(&'a u8) -> u8; 0] = [];

impl Foo {
    fn receiver(self: Pin<&mut Self>) -> Poll<u8> { loop {} } //~ fn Foo::receiver impl @52 -> Poll<u8>
    fn generic_self<T>(self: &Rc<Self>) -> Self where Self: Sized { loop {} } //~ fn Foo::generic_self impl @68 -> Self
}

// No Rust: a macro's braces are no body, and where another item begins no header goes on.
fn call_of_old() m! name { fn template() {} }; //~ fn template tokens
fn before_macro() -> u8 macro template() { fn template() {} }
impl macro template { fn template() {} }
fn before_constant() #[cfg(test)] const X: u8 = { fn value() -> u8 { 1 } }; //~ fn value test @69
fn before_method() .await {}
macro { fn no_template() {} } //~ fn no_template @27
