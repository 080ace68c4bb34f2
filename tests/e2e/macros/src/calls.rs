//! Macro calls that hold functions: some are items, some are not.

cfg_if::cfg_if! {
    if #[cfg(unix)] {
        fn chosen() -> &'static str {
            "unix"
        }
    } else {
        fn chosen() -> &'static str {
            "another"
        }
    }
}

items! {
    fn passed_through() -> u32 {
        1
    }

    struct Passed;

    impl Passed {
        fn method(&self) -> u32 {
            2
        }
    }
}

macro_rules! tokens {
    ($($token:tt)*) => {
        $($token)*
    };
}

tokens! {
    /// Docs.
    pub fn passed_as_tokens() -> u32 {
        //! More of them.
        7
    }

    impl Passed {
        tokens! {
            const fn constant() -> u32 { 8 }
            fn associated() -> u32 { Self::constant() }
        }
    }
}

templates::count_tokens! {
    fn template() { fn inner() {} }
}

const TEXT: &str = templates::as_text! { fn template(x: u8) -> u8 { x } };
const LOCAL_TEXT: &str = text! { fn template(x: u8) -> u8 { x } };

#[templates::unchanged]
fn behind_an_attribute() -> u32 {
    3
}

#[templates::wrapped]
fn original() -> u32 {
    //! Docs inside.
    4
}

struct Attributed;

#[templates::unchanged]
impl Attributed {
    #[templates::unchanged]
    fn method(&self) -> u32 {
        5
    }
}

pub fn run() {
    println!("{} {} {}", chosen(), passed_through(), Passed.method());
    println!("{} {}", passed_as_tokens(), Passed::associated());
    println!("{} {TEXT} {LOCAL_TEXT}", counted());
    println!("{} {} {}", behind_an_attribute(), renamed(), Attributed.method());
    println!("{}", stringify!(fn quoted() { 1 }));
    println!("{}", matches!(Some(1), Some(x) if { fn one() -> u32 { 1 } x == one() }));
}
