fn included() -> u32 { 10 }
