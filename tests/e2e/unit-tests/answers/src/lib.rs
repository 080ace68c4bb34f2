use proc_macro::TokenStream;

#[proc_macro]
pub fn answer(_: TokenStream) -> TokenStream {
    text().parse().unwrap()
}

fn text() -> String {
    6.to_string() + "7"
}

#[cfg(test)]
mod tests {
    #[test]
    fn there_is_one() {
        assert_eq!(super::text(), "67");
    }
}
