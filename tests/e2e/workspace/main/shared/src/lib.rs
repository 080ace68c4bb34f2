/// Writes a function into whatever crate calls it.
#[macro_export]
macro_rules! function {
    ($name:ident) => {
        pub fn $name() -> u32 {
            100
        }
    };
}

/// Called by the program, its build script and the derive macro.
pub fn used_by_both(x: u32) -> u32 {
    helper(x) + 1
}

fn helper(x: u32) -> u32 {
    vec![x; 2].iter().sum()
}
