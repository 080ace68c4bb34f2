fn shown() -> u32 { targets_lib::shared(6) } fn main() { println!("shown {}", shown()); }
