fn f() { (] } //~ file unbalanced
