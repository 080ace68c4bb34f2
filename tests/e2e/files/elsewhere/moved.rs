pub fn moved() -> u32 { nearby::near() }
mod nearby;
