// Calls of macros: some hold items, most hold tokens that may only look like items.

quote! { fn template() {} } //~ fn template tokens
quote::quote_spanned!(span => fn template() {}); //~ fn template tokens
foo! [ fn template() {} ]; //~ fn template tokens
macro_call! name { fn template() {} } //~ fn template tokens
fn arguments() { assert!({ fn template() {} true }); } //~ fn arguments //~ fn arguments::template tokens
thread_local! { static X: u8 = { fn template() {} 1 }; } //~ fn template tokens

cfg_if! {
    if #[cfg(unix)] {
        fn branch() {} //~ fn branch call @22
    } else if #[cfg(test)] {
        fn tested() {} //~ fn tested call test
    } else {
        impl Foo { fn method() {} } //~ fn Foo::method impl call
        mod inline { fn f() {} } //~ fn inline::f call
        mod file; //~ mod file gate not(any(unix, test))
    }
}
cfg_if::cfg_if! { if #[cfg(unix)] { quote! { fn template() {} } fn real() {} } } //~ fn template call tokens //~ fn real call
cfg_rt! { async fn tokio_style() {} } //~ fn tokio_style async call
cfg_select! {
    unix => { fn selected() {} } //~ fn selected call
    all(test, windows) => { fn selected_test() {} } //~ fn selected_test call test
    _ => { mod otherwise; } //~ mod otherwise gate not(any(unix, all(test, windows)))
}
#[cfg(test)]
cfg_net! { fn only_in_tests() {} } //~ fn only_in_tests call test

impl Foo {
    cfg_io! {
        fn in_impl(&self) {} //~ fn Foo::in_impl impl call
    }
    cfg_if! { if #[cfg(x)] { fn in_branch(&self) { fn helper() {} } } } //~ fn Foo::in_branch impl call //~ fn Foo::in_branch::helper call
}
trait Provided { cfg_io! { fn in_trait(&self) {} } } //~ fn Provided::in_trait trait call

proptest! {
    #![proptest_config(Config::default())]
    #[test]
    fn property(x in 0..10, ref s in "[a-z]{1,3}") { fn helper() {} } //~ fn property call test @53 //~ fn property::helper call test
}
paste! { fn [<get_ it>](x: u8) -> [u8; 2] { [x; 2] } fn plain() {} } //~ fn [<get_ it>] call -> [u8; 2] //~ fn plain call
paste::paste! { impl [<Foo Bar>] { fn [<go $x:lower>]() {} } } //~ fn <[<Foo Bar>]>::[<go $x:lower>] impl call
macro_rules! accessors { ($n:ident) => { paste! { fn [<get_ $n>]() {} } } } //~ fn [<get_ $n>] rules call
type Pasted = fn([u8; 2]) -> [u8; 2];
quickcheck! { fn property(xs: Vec<u8>) -> bool { true } } //~ fn property call

macro_rules! items { ($($item:item)*) => { $($item)* } } //~ passes items
items! { fn passed() {} mod passed_file; } //~ fn passed call //~ mod passed_file
crate::items! { fn passed_by_path() {} } //~ fn passed_by_path call
macro_rules! tokens { ($($t:tt)*) => { $($t)* } } //~ passes tokens
tokens! { fn given() { helper! { fn inner() {} } } const X: () = { fn in_const() {} }; } //~ fn given call //~ fn given::inner call tokens //~ fn in_const call
macro_rules! two { ($($t:tt)+) => { use x; mod y {} $($t)+ const TEXT: u8 = 1; } } //~ passes two
two! { impl Foo { fn method() {} } } //~ fn Foo::method impl call

// Tokens that are meant for another rule, or put behind something or into it, may be no items.
macro_rules! another_rule { ($name:ident fn) => { x }; ($($t:tt)*) => { $($t)* } }
another_rule! { fn template() {} } //~ fn template tokens
macro_rules! qualified { ($($t:tt)*) => { const $($t)* } }
qualified! { fn template() {} } //~ fn template tokens
macro_rules! attributed { ($($t:tt)*) => { #[test] $($t)* } }
attributed! { fn template() {} } //~ fn template tokens
macro_rules! within { ($($t:tt)*) => { impl GlobalAlloc for Foo { $($t)* } } }
within! { fn template() {} } //~ fn template tokens
macro_rules! twice { ($($t:tt)*) => { $($t)* const $($t)* } }
twice! { fn template() {} } //~ fn template tokens
macro_rules! separated { ($($t:tt),*) => { $($t)* } }
separated! { fn, template, (), {} }
macro_rules! tokens_shown { ($($t:tt)*) => { $($t)* const TEXT: &str = stringify!($($t)*); } }
tokens_shown! { fn template() {} } //~ fn template tokens
macro_rules! item_or_tokens { ($x:item) => { $x }; ($($t:tt)*) => { quote!($($t)*) } } //~ passes item_or_tokens
item_or_tokens! { fn passed_item() {} } //~ fn passed_item call

// Nothing else is learnt from what may be no items.
unknown! { mod no_file; macro_rules! no_macro { ($x:item) => { $x } } #[test] fn checks() {} } //~ fn checks test tokens
unknown! { #[global_allocator] static A: System = System; outer!(inner!(fn template() {})); } //~ fn template tokens
impl Foo { unknown! { fn template(&self) {} } } //~ fn Foo::template impl tokens
no_macro! { fn template() {} } //~ fn template tokens

macro_rules! expands { () => { items! { fn both() {} } } } //~ fn both rules call
fn statement() { items! { fn in_function() {} } } //~ fn statement //~ fn statement::in_function call

// A macro that may look at the text of its items must be given them as they are.
macro_rules! shows { ($x:item) => { $x const TEXT: &str = stringify!($x); } }
shows! { fn template() {} } //~ fn template tokens
macro_rules! only_shows { ($x:item) => { stringify!($x) } }
only_shows! { fn template() {} } //~ fn template tokens
macro_rules! hands_on { ($($x:item)*) => { cfg_rt! { $($x)* } } } //~ passes hands_on
hands_on! { fn handed_on() {} } //~ fn handed_on call
macro_rules! itself { ($x:item $($y:item)*) => { $x itself! { $($y)* } } } //~ passes itself
itself! { fn one() {} fn two() {} } //~ fn one call //~ fn two call
