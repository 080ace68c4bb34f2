pub fn b() -> u32 { 5 }
