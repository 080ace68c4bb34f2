use proc_macro::{TokenStream, TokenTree};

mod made {
    shared::function!(a_hundred);
}

fn name_of(item: TokenStream) -> String {
    let mut words = item.into_iter();
    while let Some(word) = words.next() {
        if word.to_string() == "struct" {
            return words.next().unwrap().to_string();
        }
    }
    panic!("no struct")
}

#[proc_macro_derive(Named)]
pub fn named(item: TokenStream) -> TokenStream {
    let name = name_of(item);
    let number = shared::used_by_both(2) + made::a_hundred();
    format!("impl {name} {{ fn named() -> &'static str {{ \"{name} {number}\" }} }}").parse().unwrap()
}

/// Calls the function's body two times over: `{ body } * 2` in its braces.
#[proc_macro_attribute]
pub fn twice(_: TokenStream, item: TokenStream) -> TokenStream {
    let mut words: Vec<TokenTree> = item.into_iter().collect();
    let body = words.pop().unwrap();
    let header: TokenStream = words.into_iter().collect();
    format!("{header} {{ let once = {body}; once * 2 }}").parse().unwrap()
}
