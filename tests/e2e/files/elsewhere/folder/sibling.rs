pub fn beside() -> u32 { 8 }
