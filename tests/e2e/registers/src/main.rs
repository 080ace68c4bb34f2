//! As much as possible is in registers when a measured function begins and ends.
use std::hint::black_box;

fn many(a: u64, b: u64, c: u64, d: u64, e: u64, f: u64, g: u64, h: u64) -> u64 {
    let sum = a + 2 * b + 3 * c + 4 * d + 5 * e + 6 * f + 7 * g + 8 * h;
    sum ^ between(sum, a, f)
}

fn between(x: u64, y: u64, z: u64) -> u64 {
    x.rotate_left((y + z) as u32 % 64)
}

fn floats(a: f64, b: f64, c: f64, d: f64, e: f32, f: f32, g: f64, h: f64) -> f64 {
    a * b + c * d + f64::from(e * f) + half(g) * half(h)
}

fn half(x: f64) -> f64 {
    x * 0.5
}

fn wide(x: u128, y: i64) -> (u128, i64) {
    (x.wrapping_mul(0x1234_5678_9abc_def1), y - 1)
}

fn pair(x: f64) -> (f64, f64) {
    (x + 1.0, x - 1.0)
}

fn optional(x: u64) -> Option<u64> {
    if x % 3 == 0 {
        None
    } else {
        Some(x)
    }
}

fn large(x: u64) -> [u64; 9] {
    [x, x + 1, x + 2, x + 3, x + 4, x + 5, x + 6, x + 7, x + 8]
}

/// Sixteen sums and more at once, with a measured call in the loop.
fn sums(values: &[f64]) -> [f64; 16] {
    let mut sums = [0.0; 16];
    for (i, chunk) in values.chunks_exact(16).enumerate() {
        for (sum, value) in sums.iter_mut().zip(chunk) {
            *sum += value * weight(i);
        }
    }
    sums
}

fn weight(i: usize) -> f64 {
    1.0 / (i as f64 + 1.0)
}

fn lane(x: u64, by: u64) -> u64 {
    x ^ (x >> 3) ^ by
}

macro_rules! with_features {
    ($name:ident, $features:literal) => {
        #[cfg(target_arch = "x86_64")]
        #[target_feature(enable = $features)]
        unsafe fn $name(values: &[u64]) -> u64 {
            let mut lanes = [1u64; 32];
            for (i, chunk) in values.chunks_exact(32).enumerate() {
                for (lane_of, value) in lanes.iter_mut().zip(chunk) {
                    *lane_of = lane(lane_of.wrapping_add(*value), i as u64);
                }
            }
            lanes.iter().fold(0, |all, one| all.wrapping_mul(31).wrapping_add(*one))
        }
    };
}

with_features!(with_sse2, "sse2");
with_features!(with_avx2, "avx2,fma");

fn vectors(values: &[u64]) {
    #[cfg(target_arch = "x86_64")]
    unsafe {
        let expected = with_sse2(values);
        println!("{expected:x}");
        if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
            assert_eq!(with_avx2(values), expected);
        }
    }
    #[cfg(not(target_arch = "x86_64"))]
    println!("{}", values.len());
}

/// LLVM puts off to align the stack until after the loop, and so until after the probe.
#[inline(never)]
fn stirred(all: &mut u64, by: u8) -> u64 {
    let mut x = u64::from(by);
    for _ in 0..200 {
        x = x.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ (x >> 7);
    }
    *all ^= x;
    x
}

fn depth(n: u64, a: u64, b: f64) -> (u64, f64) {
    if n == 0 {
        return (a, b);
    }
    let (deeper, other) = depth(n - 1, a + n, b * 1.5);
    (deeper ^ n, other + b)
}

fn unwinds(x: u64) -> u64 {
    let caught = std::panic::catch_unwind(|| many(x, x, x, x, x, x, x, x) + fails(x));
    caught.unwrap_or_else(|_| optional(x).unwrap_or(7))
}

fn fails(x: u64) -> u64 {
    if x % 2 == 0 {
        std::panic::panic_any(x);
    }
    x
}

fn main() {
    std::panic::set_hook(Box::new(|_| {}));
    let (mut a, mut f, mut w, mut p) = (1u64, 1.0, (3u128, 9i64), (0.25, 0.75));
    for i in 0..2000u64 {
        a = many(a, i, a ^ i, i + 1, a >> 7, i * i, a & 0xff, 3).wrapping_add(optional(i).unwrap_or(1));
        f = floats(f * 1e-3, 2.0, p.0, p.1, i as f32, 0.5, f * 1e-3, i as f64);
        w = wide(w.0 ^ u128::from(a), w.1);
        p = pair(p.1 * 0.5);
        a ^= large(a >> 8).iter().sum::<u64>();
    }
    println!("{a:x} {f:?} {w:x?} {p:?}");
    let values: Vec<f64> = (0..16 * 500).map(|i| f64::from(i) * 0.125).collect();
    println!("{:?}", sums(black_box(&values)));
    let integers: Vec<u64> = (0..32 * 500u64).map(|i| i.wrapping_mul(0x9e37_79b9_7f4a_7c15)).collect();
    vectors(black_box(&integers));
    let mut all = 0;
    println!("{:x} {all:x}", (0..150).map(|i| stirred(&mut all, i)).fold(0, |sum, one| sum ^ one));
    println!("{:?}", depth(200, 1, 1e-9));
    println!("{:?}", (0..100).map(unwinds).fold(0u64, |all, one| all.wrapping_mul(31).wrapping_add(one)));
}
