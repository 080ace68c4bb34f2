// Functions in every place that can hold one.

fn outer() { //~ fn outer
    fn inner() { //~ fn outer::inner
        fn innermost() {} //~ fn outer::inner::innermost
    }
    let closure = || { fn in_closure() {} }; //~ fn outer::in_closure
    let block = async move { fn in_async() {} }; //~ fn outer::in_async
    match 1 { #[allow(x)] 1 => { fn in_arm() {} } _ => () } //~ fn outer::in_arm
    if let Some(x) = { fn in_condition() {} None::<u8> } {} //~ fn outer::in_condition
    #[allow(unused)] fn attributed() {} //~ fn outer::attributed
    struct Local;
    impl Local { fn method(&self) {} } //~ fn outer::Local::method impl
    impl Drop for Local { fn drop(&mut self) {} } //~ fn outer::<Local as Drop>::drop impl
    mod module { fn f() {} } //~ fn outer::module::f
    trait Trait { fn f() {} } //~ fn outer::Trait::f trait
    call(|x| -> u8 { fn in_argument() {} 1 }); //~ fn outer::in_argument
    [0; { fn in_length() -> usize { 3 } in_length() }]; //~ fn outer::in_length
    unsafe { fn in_unsafe() {} } //~ fn outer::in_unsafe
}
const _: () = { fn in_constant() {} }; //~ fn in_constant
static X: u8 = { fn in_static() -> u8 { 1 } in_static() }; //~ fn in_static
enum Enum { A = { fn in_discriminant() -> isize { 1 } in_discriminant() } } //~ fn in_discriminant
mod a { pub mod b { fn f() {} } fn g() {} } fn h() {} //~ fn a::b::f //~ fn a::g //~ fn h
struct S { x: [u8; { fn in_field() -> usize { 1 } in_field() }] } //~ fn in_field
impl S where [u8; { fn in_bound() -> usize { 1 } in_bound() }]: Sized { fn m() {} } //~ fn S::in_bound //~ fn S::m impl
type T = [u8; { fn in_alias() -> usize { 1 } 1 }]; //~ fn in_alias
