//! A byte order mark stands before this.
/// Sieben.
pub fn after_a_mark() -> u32 {
    //! Its docs: ein Maß.
    7
}
