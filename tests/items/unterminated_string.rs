fn f() {} //~ file unbalanced
const X: &str = "
