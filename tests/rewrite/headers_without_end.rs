//@ edition=2021 allocator=wrap no-compile
// No Rust: what has scopes of its own stands in headers and in an allocator's value.
async fn call_of_old() cfg_if! name { m!() #[cfg(test)] const W: T = { fn a() {} }; }
impl macro template { } #[global_allocator] static A: T = { fn b() {} };
impl #[cfg(test)] const X: T = { }; #[global_allocator] static B: T = { fn c() {} };
fn before_static() #[global_allocator] static #[cfg(test)] const Y: T = { };
async fn no_macro() { macro } {} fn d() {}
async fn awaits() { impl .await { fn e() {} } impl [(); x.await] { fn g() {} } }
macro_rules! value { () => { #[global_allocator] static C: T = fn h() where $b ; }; }

impl #[cfg(test)] const ~: {};
#[global_allocator]
static B: T = { fn behind_a_constant_without_a_name() {} };
