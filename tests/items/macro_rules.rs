// Definitions of macros: matchers are patterns, transcribers are code.

macro_rules! matcher {
    (fn in_matcher() { $x:expr }) => { fn in_transcriber() { $x } }; //~ fn in_transcriber rules @61
    ($fn:ident) => { $fn () { fn ordinary() {} } }; //~ fn ordinary rules
    [$($x:tt)*] => [ fn in_brackets() {} ]; //~ fn in_brackets rules
    () => ( impl Foo { fn in_parentheses() {} } ); //~ fn Foo::in_parentheses impl rules
}
macro_rules! names ( ($name:ident, $t:ty, $trait:path) => {
    fn $name() {} //~ fn $name rules @17
    fn [<make_ $name>]() {} //~ fn [<make_ $name>] rules @27
    impl $trait for $t { fn f(&self) -> $t { loop {} } } //~ fn <$t as $trait>::f impl rules -> $t
    impl $t { fn g() {} } //~ fn $t::g impl rules
    mod $name { fn h() {} } //~ fn $name::h rules
    trait $name { fn i() {} } //~ fn $name::i trait rules
    $crate::call!(fn template() {});
    $name!(fn template() {});
    r#fn();
} );
macro_rules! qualifiers { //~ passes qualifiers
    ($(#[$m:meta])* $vis:vis $const:tt $ident:ident $lit:literal $item:item) => {
        $(#[$m])* $vis fn harmless() {} //~ fn harmless rules @39
        $vis $const fn may_be_const() {} //~ fn may_be_const rules maybe-const
        $ident fn may_be_async() {} //~ fn may_be_async rules maybe-const
        $(const)? fn optional() {} //~ fn optional rules maybe-const
        $($const)* unsafe fn repeated() {} //~ fn repeated unsafe rules maybe-const
        $(#$const)* pub fn attributes() {} //~ fn attributes rules
        $(pub)? fn visibility() {} //~ fn visibility rules
        $($vis),* fn fragments() {} //~ fn fragments rules
        const $ident fn certain() {} //~ fn certain const rules maybe-const
        extern $lit fn foreign() {} //~ fn foreign extern rules
        $item fn after_item() {} //~ fn after_item rules
        $unknown fn bound_elsewhere() {} //~ fn bound_elsewhere rules maybe-const
    };
}
macro_rules! bodies {
    ($body:block $tt:tt $ret:ty $args:tt $name:ident $e:expr) => {
        fn block() $body //~ fn block rules unnamed-body
        fn returns() -> $ret $body //~ fn returns rules unnamed-body -> $ret
        fn token() $tt //~ fn token rules unnamed-body
        fn all_fragments $args -> $ret $tt //~ fn all_fragments rules unnamed-body -> $ret
        fn braces() { $e } //~ fn braces rules @22
        fn token_type() -> $tt { $e } //~ fn token_type rules @33 -> $tt
        fn declared() -> $ret;
        fn bound() -> $ret where $ret: Sized $body //~ fn bound rules unnamed-body -> $ret
        fn arguments $args { $e } //~ fn arguments rules @29
    };
    ($($name:ident $body:block)* $($ret:ty)?) => {
        $(fn $name() $body)* //~ fn $name rules unnamed-body
        fn maybe_returns() $(-> $ret)? { loop {} } //~ fn maybe_returns rules unclear-return @41
        fn some_return() -> $($ret)? { loop {} } //~ fn some_return rules unclear-return @39
        fn repeated_where() -> u8 $(where $ret: Sized)? { loop {} } //~ fn repeated_where rules @58 -> u8
        fn generic<$($name),*>($($name: $name),*) -> Foo<$($name),*> {} //~ fn generic rules @71 -> Foo<$($name),*>
        fn optional_generics $(<$ret>)? (x: u8) -> u8 { 1 } //~ fn optional_generics rules @56 -> u8
    };
}
macro_rules! repeated_impl {
    ($($t:ty)*) => { $(
        impl Trait for $t { fn f() {} } //~ fn <$t as Trait>::f impl rules
    )* };
    ($(#[$m:meta])* $t:ty) => { $(#[$m])* impl Trait for $t { fn f() {} } }; //~ fn <$t as Trait>::f impl rules
}
macro_rules! makes_macros {
    ($name:ident) => {
        macro_rules! $name {
            (fn in_inner_matcher() {}) => { fn inner() {} }; //~ fn inner rules
            ($inner_item:item) => { $inner_item }; //~^^ passes name
        }
        macro_rules! quoted { () => { quote! { fn template() {} } } }
    };
}
#[macro_export]
macro_rules! with_trailing_attribute { () => {} }
macro declarative($x:item) { fn tokens() {} }
pub macro with_rules {
    (fn pattern() {}) => { fn tokens() {} },
    ($x:expr) => { fn tokens() {} }
}
fn macro_rules() { macro_rules(); let macro_rules = 1; } //~ fn macro_rules
fn in_function() { macro_rules! local { () => { fn made() {} } } } //~ fn in_function //~ fn in_function::made rules
macro_rules! no_name { () => { fn [< fn inside() {} >]() {} } } //~ fn inside rules
fn no_header() macro_rules! no_body { () => { fn made() {} } } //~ fn made rules
