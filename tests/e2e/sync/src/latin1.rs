// Not UTF-8, and not compiled: naïve.
pub fn never() {}
