mod part;
fn main() { println!("folder {}", part::part()); }
