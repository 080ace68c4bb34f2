//! Functions that macros write, and tokens that only look like functions.

#[macro_use]
mod rules;
mod calls;
mod made;

fn main() {
    made::run();
    calls::run();
}
