//! Docs. //~ file root 3:33 no_std no_main
#![no_std]
#![cfg_attr(not(test), no_main)]

fn crlf() { //~ fn crlf @+2:1
    //! Docs.
    1
}
fn wide() -> ß { /*! ß */ loop {} } //~ fn wide @28 -> ß
