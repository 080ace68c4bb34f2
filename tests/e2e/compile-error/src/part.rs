pub fn number() -> u32 { let x = 1; undefined(x) }
