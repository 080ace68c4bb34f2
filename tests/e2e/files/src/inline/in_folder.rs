pub fn a() -> u32 { 4 }
