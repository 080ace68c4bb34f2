//! Functions whose durations are known, since each does what a function of the module `plain` does,
//! which nobody measures: the clock is read once around many calls of that, in turn with those of
//! the measured one. Everything is done in several rounds with functions of their own, so that what
//! disturbs one of them can be told from what is always so.
//! Out: lines "truth ROUND FUNCTION CALLS NS": how long those calls take without a probe in them.
use std::hint::black_box;
use std::time::Instant;

/// A chain of operations, each of which waits for the one before.
macro_rules! spin {
    ($x:ident, $n:expr) => {{
        let mut i = 0;
        while i < $n {
            $x = $x.wrapping_mul(0x5851f42d4c957f2d).wrapping_add(i);
            i += 1;
        }
        $x
    }};
}

/// The steps that take as long as the functions are called after.
#[derive(Clone, Copy)]
pub struct Steps {
    a_microsecond: u64,
}

impl Steps {
    #[inline(always)]
    fn of(self, ns: u64) -> u64 {
        self.a_microsecond * ns / 1000
    }
}

type Spin = fn(u64, u64) -> u64;
type Tree = fn(u64, Steps) -> u64;

mod plain {
    #[inline(never)]
    pub fn spin(mut x: u64, n: u64) -> u64 {
        spin!(x, n)
    }
}

mod rounds {
    macro_rules! round {
        ($round:ident, $($name:ident)*) => {
            pub mod $round {
                $(#[inline(never)]
                pub fn $name(mut x: u64, n: u64) -> u64 {
                    spin!(x, n)
                })*

                pub const SPINS: &[crate::Spin] = &[$($name),*];

                /// Calls among a function's own work: once, twice, and itself.
                #[inline(never)]
                pub fn root(mut x: u64, steps: crate::Steps) -> u64 {
                    x = spin!(x, steps.of(300));
                    x = branch(x, steps);
                    x = spin!(x, steps.of(200));
                    x = twig(x, steps);
                    x = branch(x, steps);
                    x = again(x, 8, steps);
                    x
                }

                #[inline(never)]
                fn branch(mut x: u64, steps: crate::Steps) -> u64 {
                    x = twig(x, steps);
                    x = spin!(x, steps.of(700));
                    x = twig(x, steps);
                    x
                }

                #[inline(never)]
                fn twig(mut x: u64, steps: crate::Steps) -> u64 {
                    spin!(x, steps.of(100))
                }

                #[inline(never)]
                fn again(mut x: u64, depth: u32, steps: crate::Steps) -> u64 {
                    x = spin!(x, steps.of(150));
                    if depth > 1 {
                        x = again(x, depth - 1, steps);
                    }
                    x = spin!(x, steps.of(150));
                    x
                }
            }
        };
    }
    macro_rules! rounds {
        ($($round:ident)*) => {
            $(round!($round, ns20 ns50 ns100 ns200 ns500 us1 us10 us100 ms1 ms10);)*
            pub const ALL: &[(&str, &[crate::Spin], crate::Tree)] =
                &[$((stringify!($round), $round::SPINS, $round::root)),*];
        };
    }
    rounds!(r1 r2 r3 r4 r5 r6 r7 r8 r9 r10 r11 r12 r13 r14 r15 r16);
}

const NAMES: [(&str, u64); 10] = [
    ("ns20", 20),
    ("ns50", 50),
    ("ns100", 100),
    ("ns200", 200),
    ("ns500", 500),
    ("us1", 1_000),
    ("us10", 10_000),
    ("us100", 100_000),
    ("ms1", 1_000_000),
    ("ms10", 10_000_000),
];

/// Nanoseconds, of which the thread had its processor for so many.
struct Spent {
    wall: f64,
    cpu: f64,
}

fn measure(work: impl FnOnce()) -> Spent {
    // Who has slept is less likely to be interrupted.
    std::thread::sleep(std::time::Duration::from_millis(1));
    for _ in 0..5 {
        black_box((Instant::now(), cpu_ns()));
    }
    let (start, cpu_start) = (Instant::now(), cpu_ns());
    work();
    let cpu = (cpu_ns() - cpu_start) as f64;
    Spent { wall: start.elapsed().as_nanos() as f64, cpu }
}

#[repr(C)]
struct Timespec {
    seconds: i64,
    nanoseconds: i64,
}

extern "C" {
    fn clock_gettime(clock: i32, time: *mut Timespec) -> i32;
}

/// Of this thread, as its system has it.
fn cpu_ns() -> i64 {
    const CLOCK: i32 = if cfg!(target_os = "macos") { 16 } else { 3 };
    let mut now = Timespec { seconds: 0, nanoseconds: 0 };
    unsafe { clock_gettime(CLOCK, &mut now) };
    now.seconds * 1_000_000_000 + now.nanoseconds
}

fn times(spin: Spin, n: u64, calls: u64) {
    let mut x = 1;
    for _ in 0..calls {
        x = spin(x, n);
    }
    black_box(x);
}

fn calibrate() -> Steps {
    const N: u64 = 100_000;
    let batches = (0..50).map(|_| measure(|| times(black_box(plain::spin), N, 1)).cpu);
    let ns = batches.fold(f64::MAX, f64::min);
    Steps { a_microsecond: (N as f64 * 1000.0 / ns) as u64 }
}

/// What calls take, with calling itself, which is their caller's.
fn twin(n: u64, calls: u64) -> f64 {
    measure(|| times(black_box(plain::spin), n, calls)).cpu
}

/// What a function takes is what its twin does, and the time that the thread was away from its
/// processor meanwhile.
fn spins(round: &str, spins: &[Spin], steps: Steps) {
    for ((name, ns), spin) in NAMES.iter().zip(spins) {
        let calls = (500_000 / ns).clamp(1, 5_000);
        let n = steps.of(*ns);
        let twin = twin(n, calls) - twin(0, calls);
        let ours = measure(|| times(black_box(*spin), n, calls));
        println!("truth {round} {name} {calls} {:.0}", twin + ours.wall - ours.cpu);
    }
}

/// The functions that a call of `root` calls: how often, and how long each spins at a time.
const TREE: [(&str, u64, &[u64]); 4] =
    [("root", 1, &[300, 200]), ("branch", 2, &[700]), ("twig", 5, &[100]), ("again", 8, &[150, 150])];

fn tree(round: &str, root: Tree, steps: Steps) {
    const BATCHES: u64 = 15;
    const CALLS: u64 = 100;
    let mut sum = 0.0;
    for _ in 0..BATCHES {
        let ours = measure(|| {
            let mut x = 1;
            for _ in 0..CALLS {
                x = black_box(root)(x, steps);
            }
            black_box(x);
        });
        sum += ours.wall - ours.cpu;
    }
    for (name, calls, parts) in TREE {
        let once = |ns: &u64| twin(steps.of(*ns), calls * CALLS);
        let spent = BATCHES as f64 * parts.iter().map(once).sum::<f64>();
        println!("truth {round} {name} {} {spent:.0}", calls * CALLS * BATCHES);
        sum += spent;
    }
    println!("truth {round} sum {} {sum:.0}", CALLS * BATCHES);
}

/// A round on each of two threads.
fn threads(steps: Steps) {
    for pair in rounds::ALL.chunks_exact(2) {
        std::thread::scope(|s| {
            for (round, functions, root) in pair {
                s.spawn(move || {
                    spins(round, &functions[..6], steps);
                    tree(round, *root, steps);
                });
            }
        });
    }
}

fn main() {
    let steps = calibrate();
    if std::env::args().nth(1).as_deref() == Some("threads") {
        threads(steps);
        return;
    }
    for (round, functions, root) in rounds::ALL {
        spins(round, functions, steps);
        tree(round, *root, steps);
    }
}
