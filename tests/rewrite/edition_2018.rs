//@ edition=2018 program
// A local `core`, `std`, `Site`, `enter`, `Some` must not be mistaken for ours.
mod core {}

mod std {
    pub fn local() -> u32 {
        1
    }
}

#[allow(dead_code)]
struct Site;
struct Some(u32);

fn enter() -> Some {
    Some(2)
}

#[allow(non_upper_case_globals)]
const S: u32 = 4;

fn shadowed<S>(s: S) -> S {
    s
}

fn uses_constant() -> u32 {
    S
}

fn main() -> Result<(), ::std::num::ParseIntError> {
    let _ = Site;
    println!("{} {} {} {}", std::local(), enter().0, shadowed(3), uses_constant());
    let n: u32 = "5".parse()?;
    println!("{}", n);
    Ok(())
}
