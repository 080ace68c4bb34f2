fn helper(x: u32) -> u32 {
    targets_lib::shared(x)
}

#[test]
fn adds() {
    assert_eq!(helper(1) + helper(2), 3);
}

#[test]
fn is_slow() -> Result<(), String> {
    (helper(3) == 3).then_some(()).ok_or("no".into())
}

#[test]
#[ignore]
fn not_now() {
    helper(9);
}
