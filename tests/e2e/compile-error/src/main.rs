//! Does not compile: the words must be the compiler's, about the text as it is written.

mod part;

#[derive(Debug)]
struct Point {
    x: u32,
}

async fn later(x: u32) -> Result<u32, String> {
    let y: u64 = x;
    Ok(y)
}

fn one_line(x: u32) -> String { x }

fn borrows() -> &str {
    let unused = 1;
    let text = String::new();
    &text
}

fn moves(point: Point) -> u32 {
    drop(point);
    point.x
}

fn main() {
    println!("{}", Point { x: 1 });
    part::number(1);
}
