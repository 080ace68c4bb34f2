//! What all programs of the package share.

mod util;

pub fn shared(x: u32) -> u32 {
    let x = x + util::in_both();
    if cfg!(feature = "bonus") { bonus(x) } else { x }
}

fn bonus(x: u32) -> u32 {
    std::hint::black_box(x + 100)
}

/// ```
/// assert_eq!(targets_lib::shared(1), 1);
/// ```
#[inline(always)]
pub fn documented() -> u32 {
    2
}

#[cfg(test)]
mod tests {
    fn helper() -> u32 {
        super::shared(1) + super::documented()
    }

    #[test]
    fn in_the_library() {
        assert!(helper() >= 3);
    }

    #[test]
    #[should_panic]
    fn panics() {
        assert_eq!(helper(), 0);
    }
}
