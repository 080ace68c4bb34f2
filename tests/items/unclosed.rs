// {
fn f() { //~ file unbalanced
