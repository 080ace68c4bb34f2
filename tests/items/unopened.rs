}
fn f() {} //~ file unbalanced
