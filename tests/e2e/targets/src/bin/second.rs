fn main() { println!("second {}", targets_lib::shared(2)); }
