//! All that a crate can forbid in its own text.
#![forbid(unsafe_code, unused_must_use, non_ascii_idents)]
#![deny(warnings, missing_docs, unused, nonstandard_style, future_incompatible, rust_2018_idioms)]
#![deny(missing_debug_implementations, unreachable_pub, trivial_casts, unused_qualifications)]
#![deny(unused_results, variant_size_differences, single_use_lifetimes, unused_crate_dependencies)]
#![deny(non_snake_case, non_upper_case_globals, unused_import_braces, elided_lifetimes_in_paths)]
#![cfg_attr(all(), deny(missing_copy_implementations, unused_lifetimes, absolute_paths_not_starting_with_crate))]

/// Twice.
#[must_use]
pub fn doubled(x: u32) -> u32 {
    x + same(x)
}

#[inline]
fn same(x: u32) -> u32 {
    #![deny(unsafe_code)]
    x
}
