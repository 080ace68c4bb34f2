//! Methods: inherent, of traits, provided, dynamic, generic.

use std::fmt;
use std::ops::Add;
use std::pin::Pin;

trait Shape {
    fn area(&self) -> f64;
    fn describe(&self) -> String {
        format!("{:.1}", self.area())
    }
    fn name() -> &'static str
    where
        Self: Sized,
    {
        "shape"
    }
}

struct Square(f64);
struct Circle<'a> {
    radius: &'a f64,
}

impl Shape for Square {
    fn area(&self) -> f64 {
        self.0 * self.0
    }
    fn name() -> &'static str {
        "square"
    }
}

impl<'a> Shape for Circle<'a> {
    fn area(&self) -> f64 {
        3.0 * self.radius * self.radius
    }
}

struct Pair<T> {
    left: T,
    right: T,
}

impl<T: Add<Output = T> + Copy> Pair<T> {
    const ZERO: usize = 0;
    const fn new(left: T, right: T) -> Self {
        Pair { left, right }
    }
    fn sum(&self) -> T {
        self.left + self.right
    }
    fn pinned(self: Pin<&mut Self>) -> T
    where
        T: Add<Output = T> + Copy,
    {
        self.left
    }
    fn boxed(self: Box<Self>) -> T {
        self.right
    }
}

impl<T: fmt::Display> fmt::Display for Pair<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{}|{}>", self.left, self.right)
    }
}

impl Drop for Square {
    fn drop(&mut self) {
        print!("");
    }
}

fn largest<T: PartialOrd + Copy>(xs: &[T]) -> T {
    let mut best = xs[0];
    for &x in xs {
        if x > best {
            best = x;
        }
    }
    best
}

/// All of them.
pub fn run() {
    let radius = 2.0;
    let shapes: Vec<Box<dyn Shape + '_>> = vec![
        Box::new(Square(3.0)),
        Box::new(Circle { radius: &radius }),
        Box::new(Square(1.0)),
    ];
    for shape in &shapes {
        println!("{}", shape.describe());
    }
    println!("{} {}", Square::name(), Circle::name());
    println!("{} {} {}", largest(&[1, 5, 2]), largest(&["a", "c"]), largest(&[0.5]));
    let mut pair = Pair::new(20, 22);
    println!("{} {pair} {}", pair.sum(), Pair::new(0.5, 1.0).sum());
    println!("{} {}", Pin::new(&mut pair).pinned(), Box::new(pair).boxed());
}
