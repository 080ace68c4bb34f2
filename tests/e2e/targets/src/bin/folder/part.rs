pub fn part() -> u32 { targets_lib::shared(3) }
