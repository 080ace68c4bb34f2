mod sibling; pub fn through() -> u32 { sibling::beside() }
