pub fn odd() -> u32 { 3 }
