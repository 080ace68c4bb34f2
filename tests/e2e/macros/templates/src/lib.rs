//! Makes functions out of text.

use proc_macro::TokenStream;

/// Counts the tokens it is given, and writes a function of that value.
#[proc_macro]
pub fn count_tokens(tokens: TokenStream) -> TokenStream {
    let count = tokens.into_iter().count();
    format!("pub fn counted() -> usize {{ {count} }}").parse().unwrap()
}

/// Gives its tokens back as text.
#[proc_macro]
pub fn as_text(tokens: TokenStream) -> TokenStream {
    format!("{:?}", tokens.to_string()).parse().unwrap()
}

/// Leaves an item as it is.
#[proc_macro_attribute]
pub fn unchanged(_: TokenStream, item: TokenStream) -> TokenStream {
    item
}

/// Appends the number of tokens of the body: a body that was changed would be told.
#[proc_macro_attribute]
pub fn wrapped(_: TokenStream, item: TokenStream) -> TokenStream {
    let text = item.to_string();
    let renamed = text.replacen("fn original", "fn renamed", 1);
    renamed.parse().unwrap()
}
