fn main() { println!("elsewhere {}", targets_lib::shared(4)); }
