//! Functions whose names, types and modules the crate `paste` puts together.
#![deny(warnings)]
use paste::paste;

struct Config {
    width: u32,
    height: u32,
}

macro_rules! accessors {
    ($($name:ident : $type:ty),*) => {
        impl Config {
            paste! {
                $(
                    #[doc = "Gets `" $name "`."]
                    fn [<get_ $name>](&self) -> $type { self.$name }
                    fn [<set_ $name:lower>](&mut self, value: $type) -> &mut Self { self.$name = value; self }
                    const fn [<has_ $name>]() -> bool { true }
                )*
            }
        }
        paste! {
            $( fn [<make_ $name>](x: $type) -> $type { fn inner<T: Copy>(x: T) -> T { x } inner(x) } )*
            mod [<of_ config>] {
                pub fn [<nested_ one>]() -> &'static str { stringify!([<a b>]) }
                pub fn same() -> u32 { line!() }
            }
            struct [<Big $($name:camel)*>];
            impl [<Big $($name:camel)*>] {
                fn generic<T: Default + Copy, const N: usize>() -> [T; N] { [T::default(); N] }
            }
        }
    };
}
accessors!(width: u32, height: u32);

paste! {
    fn [<get_ it>](x: u32) -> u32 { x + 1 }
    fn plain<'a>(text: &'a str) -> impl Iterator<Item = char> + 'a { text.chars() }
    trait [<Has it>] { fn [<method_ x>](&self) -> u32 { [<get_ it>](5) } }
    impl [<Has it>] for Config {}
}

macro_rules! call {
    ($name:ident) => { paste! { [<get_ $name>](2) } };
}

fn main() {
    let mut config = Config { width: 1, height: 2 };
    config.set_width(5).set_height(6);
    println!("{} {} {}", config.get_width(), config.get_height(), Config::has_width() && Config::has_height());
    println!("{} {} {} {}", make_width(1), make_height(2), of_config::nested_one(), of_config::same());
    println!("{:?} {} {}", BigWidthHeight::generic::<u8, 3>(), plain("abc").count(), config.method_x());
    println!("{} {}", call!(it), get_it(1));
}
