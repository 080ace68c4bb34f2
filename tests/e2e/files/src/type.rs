pub fn raw() -> u32 { 9 }
