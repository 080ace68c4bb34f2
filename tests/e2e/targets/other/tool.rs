fn main() { println!("tool {}", targets_lib::shared(5)); }
