//! What a program knows of its own text.

use std::panic::Location;

fn here() -> String {
    format!("{}:{}:{} {}", file!(), line!(), column!(), module_path!())
}

#[track_caller]
fn caller() -> String {
    Location::caller().to_string()
}

#[track_caller]
fn callers_caller() -> String {
    caller()
}

fn panics() {
    let nothing: Option<u8> = None;
    nothing.unwrap();
}

fn type_names<T>(_: T) -> &'static str {
    std::any::type_name::<T>()
}

#[allow(unused)]
#[derive(Debug)]
struct Located {
    line: u32,
}

pub fn run() {
    println!("{}", here());
    println!("{}", caller());
    println!("{}", callers_caller());
    println!("{:?} {}", Located { line: line!() }, type_names(here));
    println!("{}", type_names(|| 1));
    std::panic::set_hook(Box::new(|info| println!("{}", info.location().unwrap())));
    let _ = std::panic::catch_unwind(panics);
    let _ = std::panic::catch_unwind(|| Vec::<u8>::new()[std::hint::black_box(0)]);
    let _ = std::panic::catch_unwind(|| assert!(std::hint::black_box(1) > 1));
}
