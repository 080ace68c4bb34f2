//! Many functions whose calls are short and of very different lengths, the same in every run: what
//! can only be estimated where not every call is timed.
use std::hint::black_box;

macro_rules! functions {
    ($($name:ident)*) => {
        mod many {
            $(#[inline(never)]
            pub fn $name(state: &mut u64) {
                *state ^= *state << 13;
                *state ^= *state >> 7;
                *state ^= *state << 17;
                let side = *state % 20;
                let mut x = *state;
                for i in 0..side * side {
                    x = std::hint::black_box(x.wrapping_mul(0x5851f42d4c957f2d).wrapping_add(i));
                }
            })*
        }
        const ALL: &[fn(&mut u64)] = &[$(many::$name),*];
    };
}

functions!(
    a0 a1 a2 a3 a4 a5 a6 a7 a8 a9 b0 b1 b2 b3 b4 b5 b6 b7 b8 b9
    c0 c1 c2 c3 c4 c5 c6 c7 c8 c9 d0 d1 d2 d3 d4 d5 d6 d7 d8 d9
);

fn main() {
    let mut state = 0x9e3779b97f4a7c15;
    for round in 0..4000 {
        // Who has slept is less likely to be interrupted.
        if round % 50 == 0 {
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
        for function in ALL {
            black_box(function)(&mut state);
        }
    }
}
