//@ edition=2021
//! Functions of every shape, whose probes must change nothing but the time they take.
#![forbid(unsafe_op_in_unsafe_fn)]

use std::fmt::{self, Display};
use std::pin::Pin;

fn plain() -> u32 {
    7
}

fn one_line(a: u32) -> u32 { a + 1 }

fn empty() {}

/// Docs of its own.
#[inline(always)]
pub(crate) fn documented() {
    //! Inner docs
    //! of two lines.
    #![allow(unused_variables)]
    /*! and a block */
    let x = 1;
}

fn starts_with_items() -> u32 {
    use std::collections::BTreeMap;
    macro_rules! twice {
        ($e:expr) => {
            $e * 2
        };
    }
    const LIMIT: u32 = 3;
    fn inner(n: u32) -> u32 {
        n + LIMIT
    }
    let map: BTreeMap<u32, u32> = BTreeMap::new();
    twice!(inner(map.len() as u32))
}

fn fibonacci(n: u32) -> u32 {
    if n < 2 { n } else { fibonacci(n - 1) + fibonacci(n - 2) }
}

fn never(code: i32) -> ! {
    std::process::exit(code)
}

fn iterate<'a>(list: &'a [u32]) -> impl Iterator<Item = impl Display + 'a> + 'a {
    list.iter().map(|x| x)
}

fn compose<A, B, C>(f: impl Fn(A) -> B, g: impl Fn(B) -> C) -> impl Fn(A) -> C
where
    A: Clone,
    for<'x> &'x A: Sized,
{
    move |a| g(f(a))
}

fn higher<F>(f: F) -> Box<dyn Fn(u32) -> u32>
where
    F: Fn(u32) -> u32 + 'static,
{
    Box::new(move |x| f(x))
}

struct Row<const N: usize>([u8; N]);

impl<const N: usize> Row<N> {
    fn sized(_: [u8; { 1 + 2 }]) -> Row<{ 2 + 2 }> {
        Row([0; { 2 + 2 }])
    }
    const fn len(&self) -> usize {
        N
    }
    fn pinned(self: Pin<&mut Self>, #[allow(unused)] (a, b): (u8, u8)) -> u8
    where
        Self: Unpin,
    {
        let row = self.get_mut();
        row.0[0] = a.wrapping_add(b);
        row.0[0]
    }
}

impl<const N: usize> Display for Row<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.len(), self.0[0])
    }
}

trait Shape {
    fn area(&self) -> f64;
    fn doubled(&self) -> f64 {
        self.area() * 2.0
    }
}

impl Shape for f64 {
    fn area(&self) -> f64 {
        *self
    }
}

unsafe fn dangerous(p: *const u8) -> u8 {
    unsafe { *p }
}

extern "C" fn callback(x: i32) -> i32 {
    x
}

extern "Rust" fn ours(x: i32) -> i32 {
    x
}

fn r#match() -> &'static str {
    "raw"
}

mod inner {
    pub mod deep {
        pub fn er() -> u8 {
            2
        }
    }
    impl super::Row<1> {
        pub fn from_afar(&self) -> u8 {
            self.0[0]
        }
    }
}

static TABLE: [fn(u32) -> u32; 2] = [one_line, fibonacci];

const _: () = {
    impl Shape for u8 {
        fn area(&self) -> f64 {
            f64::from(*self)
        }
    }
};

struct Noisy(&'static str);

impl Drop for Noisy {
    fn drop(&mut self) {
        println!("drop {}", self.0);
    }
}

fn drops(a: Noisy, _b: Noisy, _: Noisy) -> usize {
    let _c = Noisy("c");
    a.0.len()
}

fn temporary() -> usize {
    let x = std::cell::RefCell::new(vec![1]);
    let n = x.borrow().len();
    n
}

fn main() {
    let closure = |x: u32| {
        fn in_closure(x: u32) -> u32 {
            x * 3
        }
        in_closure(x)
    };
    documented();
    empty();
    println!("{} {} {}", plain(), starts_with_items(), closure(2));
    println!("{:?}", TABLE.iter().map(|f| f(9)).collect::<Vec<_>>());
    println!("{}", iterate(&[1, 2]).map(|x| x.to_string()).collect::<String>());
    println!("{} {}", compose(|x: u32| x + 1, |x| x * 2)(3), higher(|x| x)(4));
    let mut row = Row::<4>::sized([0; 3]);
    println!("{} {row}", Pin::new(&mut row).pinned((1, 2)));
    println!("{} {} {}", 2f64.doubled(), 3u8.doubled(), unsafe { dangerous(&5) });
    println!("{} {} {}", callback(1), ours(2), r#match());
    println!("{} {}", inner::deep::er(), Row([9]).from_afar());
    println!("{} {}", drops(Noisy("a"), Noisy("b"), Noisy("_")), temporary());
    println!("{} {}", file!().len() > 0, line!());
    never(3);
}
