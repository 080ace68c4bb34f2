//! Lifetimes among the bounds of a type leave no trace in names.
trait Trait { fn f(&self); }
impl Trait for &'static (dyn Fn(&u8) -> u8 + Send + 'static) { fn f(&self) {} } //~ fn <&(dyn Fn(&u8) -> u8 + Send) as Trait>::f impl
impl Trait for dyn 'static + Send { fn f(&self) {} } //~ fn <dyn Send as Trait>::f impl
