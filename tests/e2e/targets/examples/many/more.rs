pub fn more() -> u32 { targets_lib::shared(7) }
