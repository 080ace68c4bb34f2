//! Headers that mislead: arrows, braces and angles before the body.

struct Grid<const N: usize>([u8; N]);

fn braces_in_types<const N: usize>(x: [u8; { 1 + 2 }]) -> [u8; { 2 * 2 }]
where
    [u8; { 0 }]: Sized,
{
    [x[0], x[1], x[2], N as u8]
}

fn const_argument() -> Grid<{ 2 + 1 }> {
    Grid([1; { 3 }])
}

fn arrows<F: Fn() -> Box<dyn Fn(u8) -> u8>>(f: F) -> impl Fn() -> u8
where
    F: Fn() -> Box<dyn Fn(u8) -> u8>,
    for<'a> &'a F: Sized,
{
    move || f()(1)
}

fn shifts(x: u8) -> Vec<Vec<u8>> { if x << 1 >= 2 && x > 0 { vec![vec![x >> 1]] } else { vec![] } }

fn quoted<'b, T>(x: &'b T) -> <Vec<&'b T> as IntoIterator>::IntoIter where T: 'b { vec![x].into_iter() }

fn dynamic(x: &(dyn Fn() -> u8 + Send)) -> u8 { x() }

fn ranges(x: &[u8]) -> usize { x[..1].len() + (0..3).len() + x.iter().map(|x| x.clone()).map(|_| 1. as usize).sum::<usize>() }

fn blocks() -> u8 { { { unsafe { { 1 } } } } }

fn comparison(a: u8, b: u8) -> bool { let fun = a; fun < b && !(b < fun) }

pub(in crate::odd) unsafe fn restricted() -> u8 { return { 2 } }

/// All of them.
pub fn run() {
    println!("{:?} {}", braces_in_types::<5>([1, 2, 3]), const_argument().0.len());
    println!("{}", arrows(|| Box::new(|x| x + 1))());
    println!("{:?} {} {}", shifts(2), quoted(&1).count(), dynamic(&|| 3));
    println!("{} {} {} {}", ranges(&[1, 2]), blocks(), comparison(1, 2), unsafe { restricted() });
}
