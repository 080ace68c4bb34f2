#[path = "odd name.rs"] mod odd; pub fn bottom() -> u32 { odd::odd() }
