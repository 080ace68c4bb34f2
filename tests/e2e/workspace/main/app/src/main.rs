mod made {
    include!(concat!(env!("OUT_DIR"), "/generated.rs"));
}

mod common;

shared::function!(from_a_macro);

#[derive(derive::Named)]
struct Thing;

#[derive::twice]
fn doubled(x: u32) -> u32 {
    x + 1
}

fn main() {
    println!("{} {}", shared::used_by_both(5), made::generated());
    println!("{} {}", old::old_times(1), e2018::try_it(2));
    println!("{} {}", newest::modern(3), outside::beyond(4));
    println!("{} {}", Thing::named(), doubled(6));
    println!("{} {}", env!("FROM_BUILD_SCRIPT"), env!("CARGO_PKG_VERSION"));
    println!("{} {}", from_a_macro(), common::in_two_crates());
    #[cfg(feature = "extra")]
    println!("{}", quiet::no_std_here(&[1, 2]));
}
