// Functions whose names paste puts together. (This one leaves them out: the text must compile.)
macro_rules! paste {
    ($($tokens:tt)*) => {};
}
paste! {
    fn [<get_ it>](x: u8) -> u8 { x }
    impl [<Big $name:camel>] { async fn [<later>](self) {} fn plain(self) {} }
    fn ordinary() {}
}
macro_rules! accessors {
    ($name:ident) => { paste! { fn [<get_ $name>]() -> [u8; 1] { [1] } } };
}
accessors!(it);
fn main() {}
