pub fn linked() -> u32 { 7 }
