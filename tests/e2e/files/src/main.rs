//! Where text comes from, and where it says it is.

#[path = "../elsewhere/moved.rs"]
mod moved;
#[cfg_attr(unix, path = "../elsewhere/for_unix.rs")]
#[cfg_attr(windows, path = "../elsewhere/for_windows.rs")]
mod system;
mod deep;
mod inline {
    pub mod in_folder;
    #[path = "renamed.rs"]
    pub mod by_path;
    pub mod inner {
        pub mod innermost;
    }
}
mod linked;
mod linked_folder;
mod r#type;
mod places;
mod plain;
#[path = "../elsewhere/shared.rs"]
mod first;
#[path = "../elsewhere/shared.rs"]
mod second;

include!("included.rs");
mod held {
    pub mod methods {
        include!("../elsewhere/included.rs");
    }
}

const TEXT: &str = include_str!("../data/text.txt");
const BYTES: &[u8] = include_bytes!("../data/bytes.bin");
const OWN_SOURCE: &str = include_str!("main.rs");

fn expression() -> u32 {
    include!("../data/expression.in")
}

fn main() {
    println!("{} {} {}", moved::moved(), system::system(), deep::deeper::bottom());
    println!("{} {} {}", inline::in_folder::a(), inline::by_path::b(), inline::inner::innermost::c());
    println!("{} {} {}", linked::linked(), linked_folder::through(), r#type::raw());
    println!("{} {} {}", included(), expression(), plain::plain());
    println!("{}", held::methods::included_deeper());
    println!("{} {}", first::shared(), second::shared());
    println!("{TEXT:?} {BYTES:?} {}", OWN_SOURCE.len());
    println!("{}", std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/data/text.txt")).unwrap().len());
    println!("{} {}", option_env!("CARGO_BIN_NAME").unwrap_or("none"), env!("CARGO_PKG_NAME"));
    places::run();
}
