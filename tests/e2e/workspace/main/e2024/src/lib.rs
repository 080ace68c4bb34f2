unsafe extern "C" {
    safe fn abs(x: i32) -> i32;
}

#[unsafe(no_mangle)]
pub fn exported_by_name(x: u32) -> u32 {
    x
}

fn captures(xs: &[u32]) -> impl Iterator<Item = &u32> {
    xs.iter()
}

pub fn modern(x: u32) -> u32 {
    let r#gen = exported_by_name(x);
    let sum: u32 = captures(&[r#gen, abs(-4) as u32]).sum();
    if let Some(y) = Some(sum) && y > 3 { y } else { 0 }
}
