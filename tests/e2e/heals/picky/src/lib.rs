//! Macros that do not accept what they were not written for.

use proc_macro::{TokenStream, TokenTree};

/// The body must have exactly as many tokens as its number says.
#[proc_macro_attribute]
pub fn tokens(number: TokenStream, item: TokenStream) -> TokenStream {
    let wanted: usize = number.to_string().parse().unwrap();
    let Some(TokenTree::Group(body)) = item.clone().into_iter().last() else { panic!("no body") };
    let found = body.stream().into_iter().count();
    if found == wanted {
        return item;
    }
    let mut error: TokenStream = format!("compile_error!(\"{found} tokens\");").parse().unwrap();
    error = error.into_iter().map(|mut token| { token.set_span(body.span()); token }).collect();
    error
}

/// The function as a constant one, of tokens that stand nowhere but at the attribute.
#[proc_macro_attribute]
pub fn constant(_: TokenStream, item: TokenStream) -> TokenStream {
    format!("const {item}").parse().unwrap()
}

/// An `impl` with a body of no more than so many tokens, each function's body as one.
#[proc_macro_attribute]
pub fn short(number: TokenStream, item: TokenStream) -> TokenStream {
    let most: usize = number.to_string().parse().unwrap();
    let Some(TokenTree::Group(body)) = item.clone().into_iter().last() else { panic!("no body") };
    for token in body.stream() {
        if let TokenTree::Group(group) = token {
            assert!(group.stream().into_iter().count() <= most, "too long");
        }
    }
    item
}
