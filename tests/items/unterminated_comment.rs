fn f() {} //~ file unbalanced
/* /* */
