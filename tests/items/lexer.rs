// Bytes that look like something else.

/* fn in_comment() { /* nested */ fn still_in_comment() { */
fn after_comment() {} //~ fn after_comment
// fn in_line_comment() {
/**/ fn after_empty_comment() {} //~ fn after_empty_comment
/***/ fn after_star_comment() {} //~ fn after_star_comment

const A: &str = "fn in_string() { \" { \\";
const B: &str = r"fn in_raw() { \";
const C: &str = r#"fn in_raw() { " "#;
const D: &str = r##"fn in_raw() { "# "##;
const E: &[u8] = b"{ \" {";
const F: &[u8] = br#"{ " {"#;
const G: &CStr = c"{ \" {";
const H: &CStr = cr##"{ "# {"##;
const I: &str = "a \
    fn continued() {";
fn after_strings() {} //~ fn after_strings

const J: [char; 9] = ['{', '\'', '"', '\\', '\u{7B}', '\x7b', 'é', '東', 'a'];
const K: [u8; 4] = [b'{', b'\'', b'"', b'\\'];
fn after_chars<'a>(x: &'a str) -> &'a str { x } //~ fn after_chars
fn raw_lifetime<'r#fn>(x: &'r#fn str) {} //~ fn raw_lifetime
fn labels() { 'outer: loop { break 'outer } } //~ fn labels
fn lifetime_then_char() { f::<'a>('a', '{') } //~ fn lifetime_then_char
fn underscore_lifetime(x: &'_ str, y: &'static str) {} //~ fn underscore_lifetime

fn numbers() { //~ fn numbers
    let x = t.0.1 + 1. + 1.0e+5 + 0x7b_u8 as f64 + 1f32;
    for i in 0..3 {}
    let y = 0. || false;
    let z = 1.max(2);
    fn after_numbers() {} //~ fn numbers::after_numbers
}

fn r#fn() { r#match!{ fn in_call() {} } } //~ fn fn //~ fn fn::in_call tokens
fn r#type() { let r#fn = 1; r#fn } //~ fn type
fn prefixes() { let (b, r, c, br) = (1, 2, 3, 4); b; r; br } //~ fn prefixes
fn straße() {} //~ fn straße
fn 東京() {} //~ fn 東京
mod größe { fn f() {} } //~ fn größe::f

fn keyword_then_bang() -> bool { return !{ fn a() {} true } } //~ fn keyword_then_bang //~ fn keyword_then_bang::a
fn if_bang() { if !{ fn b() {} true } {} } //~ fn if_bang //~ fn if_bang::b
fn not_equal() { if x != (|| { fn c() {} 1 })() {} } //~ fn not_equal //~ fn not_equal::c
fn match_bang() { match !{ fn d() {} true } { _ => !{ fn e() {} true } } } //~ fn match_bang //~ fn match_bang::d //~ fn match_bang::e
fn named_raw(raw: u8) { let y = &raw const x; &raw mut y } //~ fn named_raw
fn called_str() { str!(fn f() {}); r#try!(fn f() {}); union! { fn f() {} } } //~ fn called_str //~ fn called_str::f tokens //~ fn called_str::f tokens //~ fn called_str::f tokens
fn spaced() { foo ! ( fn f() {} ); a :: b ! [ fn g() {} ] } //~ fn spaced //~ fn spaced::f tokens //~ fn spaced::g tokens
fn less() -> bool { a < b && c > d || e << 2 >= f >> 1 } //~ fn less
fn closing_arrow() { let f = |x: Vec<u8>| -> Vec<u8> { fn g() {} x }; } //~ fn closing_arrow //~ fn closing_arrow::g
fn wide_space() {} //~ fn wide_space
‎fn‎left_to_right‏(){} //~ fn left_to_right @30
fn fn named_fn() {} //~ fn named_fn
fn r#‎() {} //~ fn r
