// Modules in other files.

mod plain; //~ mod plain
pub(crate) mod visible; //~ mod visible
mod r#struct; //~ mod struct
#[path = "elsewhere.rs"] mod pathed; //~ mod pathed path elsewhere.rs
#[path = r"raw\dir.rs"] mod raw; //~ mod raw path raw\dir.rs
#[path = "quo\"te\u{e9}\x41.rs"] mod escaped; //~ mod escaped path quo"teéA.rs
#[cfg_attr(unix, path = "unix.rs")]
#[cfg_attr(windows, path = "windows.rs")]
mod platform; //~ mod platform path unix.rs //~ mod platform path windows.rs //~ mod platform
#[cfg(unix)]
#[cfg(not(miri))]
mod gated; //~ mod gated gate all(unix, not(miri))
#[cfg(all(test, not(miri)))]
mod tests; //~ mod tests test gate all(test, not(miri))
#[cfg_attr(feature = "x", cfg(y))]
mod conditionally_gated; //~ mod conditionally_gated gate any(not(feature = "x"), y)
#[cfg(any(
    unix, // a comment
    windows,
))]
mod spread; //~ mod spread gate any(unix, windows,)

include!("items.rs"); //~ mod include beside path items.rs
#[cfg(test)] include! { "tests.in", } //~ mod include test beside path tests.in gate test
include!(concat!(env!("OUT_DIR"), "/made.rs")); //~ unread include
#[cfg(test)]
mod made_for_tests {
    include! { concat!(env!("OUT_DIR"), "/tests.rs") } //~ unread include test in made_for_tests
}
pub mod messages { tonic::include_proto!("messages"); } //~ unread include_proto in messages
lalrpop_mod!(#[allow(unused)] pub grammar); //~ unread lalrpop_mod
#[cfg(test)]
::capnp::generated_code!(pub mod schema_capnp); //~ unread generated_code test
const WORDS: &str = { include_str!("words") };
const LOGO: &[&[u8]] = &[{ include_bytes!("logo") }, include_bytes!("other")];
static MADE: &[u8] = include!(concat!(env!("OUT_DIR"), "/table.in"));
include!("");
const TABLE: &[u8] = include!("table.in");
fn statements() { include!("statements.in"); } //~ fn statements
struct Thing;
impl Thing { include!("methods.in"); }
mod holder { include!("../up.rs"); } //~ mod include beside in holder path ../up.rs
macro_rules! template { () => { include!("by_caller.rs"); } }

mod inline {
    mod below; //~ mod below in inline folder inline
    #[path = "p.rs"] mod pathed; //~ mod pathed in inline folder inline path p.rs
    mod further { mod below; } //~ mod below in inline::further folder inline/further
    #[path = "other"] mod moved { mod below; } //~ mod below in inline::moved folder inline/other
}
#[path = "other"]
mod moved {
    mod below; //~ mod below beside in moved folder other
    mod further { mod below; } //~ mod below beside in moved::further folder other/further
    #[path = "/abs"] mod rooted { mod below; } //~ mod below beside in moved::rooted folder /abs
}
#[cfg(unix)]
mod gate {
    #![cfg(not(miri))]
    #[cfg(x)] mod within; //~ mod within in gate folder gate gate all(all(unix, not(miri)), x)
}
#[cfg(test)]
mod test_only { mod within; } //~ mod within test in test_only folder test_only gate test
fn function() { #[path = "local.rs"] mod local; } //~ fn function //~ mod local path local.rs
macro_rules! m { ($name:ident) => { mod $name; } }
