#![cfg(feature = "bonus")]

fn helper() -> u32 {
    4
}

#[test]
fn counts() {
    assert_eq!(helper(), 4);
}
