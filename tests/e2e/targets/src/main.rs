mod util;

fn main() { println!("{} {}", targets_lib::shared(1), targets_lib::documented() + util::in_both()); }
