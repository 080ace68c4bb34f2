//@ edition=2021 program
//! Byte order mark, carriage returns and tabs.

fn grüße() -> &'static str {
	"grüße"
}

mod 模块 {
	pub fn 值(ä: &str) -> usize { /* € */ ä.len() }
}

fn main() {
	println!("{} {}", grüße(), 模块::值("€"));
}
