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
