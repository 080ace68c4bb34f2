mod more;
fn main() { println!("many {}", more::more()); }
