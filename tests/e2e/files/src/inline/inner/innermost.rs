pub fn c() -> u32 { 6 }
