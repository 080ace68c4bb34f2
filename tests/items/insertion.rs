#![allow(unused)] //~ file root 4:53
//! Docs of the file.
#![cfg_attr(docsrs, feature(doc_cfg))]
/*! More /* nested */ docs */ #![warn(missing_docs)]
/// Docs of the function.
fn after_head() {} //~ fn after_head @18

fn nothing() { let x = 1; } //~ fn nothing @15
fn comment_only() { /* not an inner doc */ } //~ fn comment_only @20
fn outer_doc() { /// let
    let x = 1; //~^ fn outer_doc @17
}
fn attribute() { #![allow(x)] 1 } //~ fn attribute @30
fn attributes() { //~ fn attributes @+2:18
    #![allow(x)]
    #![doc = "]"]
    let x = 1;
}
fn block_doc() { /*! x */ 1 } //~ fn block_doc @26
fn empty_block_doc() { /*!*/ 1 } //~ fn empty_block_doc @29
fn line_doc() { //~ fn line_doc @+2:1
    //! A doc of a function.
    1
}
fn mixed() { //~ fn mixed @+6:17
    // An ordinary comment,
    //! a doc,
    #![allow(x)]
    /* another */
    /*! and */ // one
    #![allow(y)] // more.
    #[allow(z)]
    let x = 1;
}
fn doc_last() { //~ fn doc_last @+5:1
    #![allow(x)]
    /*! block */
    // comment
    //! line
}
fn not_inner() { //~ fn not_inner @17
    #[allow(z)]
    {}
    // not at the start: #![allow(x)]
}
fn exclamation() { !true } //~ fn exclamation @19
fn division() { 1 / !2 } //~ fn division @16
fn tabs() {	/*! x */	1 } //~ fn tabs @21
fn wide() -> &'static str { /*! Straße, 東京 */ "ß" } //~ fn wide @51
