//! Macros that write functions.

macro_rules! literal {
    () => {
        pub fn literal_name() -> &'static str {
            "literal"
        }
    };
}

macro_rules! named {
    ($($(#[$meta:meta])* $vis:vis $name:ident => $value:expr;)*) => {
        $($(#[$meta])* $vis fn $name() -> u32 { $value })*
    };
}

macro_rules! getters {
    ($type:ident { $($field:ident : $ty:ty),* $(,)? }) => {
        pub struct $type { $($field: $ty),* }
        impl $type {
            pub const fn new($($field: $ty),*) -> Self { $type { $($field),* } }
            $(pub fn $field(&self) -> &$ty { &self.$field })*
            pub async fn later(&self) -> usize { stringify!($type).len() }
        }
        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(stringify!($type)) }
        }
    };
}

macro_rules! joins {
    ($($type:ty),* $(,)?) => {
        $(impl<'a> crate::made::Join for $type {
            fn join(&self) -> usize { std::mem::size_of::<$type>() }
        })*
    };
}

macro_rules! own_methods {
    ($($type:ty),*) => { $(impl $type { pub fn own(&self) -> u32 { 9 } })* };
}

macro_rules! with_body {
    ($name:ident $body:block) => {
        pub fn $name() -> u32 $body
    };
    ($name:ident, $($argument:ident),* => $result:ty { $($body:tt)* }) => {
        pub fn $name($($argument: u32),*) -> $result { $($body)* }
    };
}

macro_rules! constant {
    ($(#[$meta:meta])* $constness:tt $name:ident) => {
        $(#[$meta])* pub $constness fn $name() -> u8 { 7 }
    };
}

macro_rules! callback {
    ($run:ident, fn $name:ident() $body:block) => {
        fn $name() -> u32 $body
        pub fn $run() -> u32 { $name() }
    };
}

macro_rules! nested {
    ($outer:ident, $inner:ident) => {
        pub mod $outer {
            pub fn $inner() -> u32 {
                macro_rules! deeper { ($x:ident) => { fn $x() -> u32 { 3 } }; }
                deeper!(hidden);
                hidden()
            }
        }
    };
}

macro_rules! within_function {
    ($x:expr) => {{
        fn helper(x: u32) -> u32 {
            x + 1
        }
        helper($x)
    }};
}

macro_rules! items {
    ($($item:item)*) => { $($item)* };
}

macro_rules! text {
    ($($tokens:tt)*) => { stringify!($($tokens)*) };
}
