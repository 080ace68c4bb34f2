mod part; pub fn plain() -> u32 { part::part() }
