//! Says of itself what a profile must say too: how much CPU time it took while it computed, slept,
//! waited for locks and read and wrote; how long its async functions were busy.
//! Out: lines "KEY NS". The argument: `cpu` or `async`.
use std::future::Future;
use std::hint::black_box;
use std::io::{Read, Write};
use std::pin::{pin, Pin};
use std::sync::Mutex;
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

#[repr(C)]
struct Timespec {
    seconds: i64,
    nanoseconds: i64,
}

extern "C" {
    fn clock_gettime(clock: i32, time: *mut Timespec) -> i32;
}

mod own {
    use super::*;

    /// CPU time of this thread, as its system has it.
    pub fn cpu_ns() -> i64 {
        const CLOCK: i32 = if cfg!(target_os = "macos") { 16 } else { 3 };
        let mut now = Timespec { seconds: 0, nanoseconds: 0 };
        unsafe { clock_gettime(CLOCK, &mut now) };
        now.seconds * 1_000_000_000 + now.nanoseconds
    }
}

mod work {
    use super::*;

    #[inline(never)]
    pub fn compute(steps: u64) -> u64 {
        let mut x = steps;
        for i in 0..steps {
            x = black_box(x.wrapping_mul(0x5851f42d4c957f2d).wrapping_add(i));
        }
        x
    }

    #[inline(never)]
    fn sleep() {
        std::thread::sleep(Duration::from_micros(300));
    }

    #[inline(never)]
    fn lock(mutex: &Mutex<u64>) {
        let mut guard = mutex.lock().unwrap();
        *guard += compute(2_000);
        sleep();
    }

    #[inline(never)]
    fn write_and_read(file: &mut std::fs::File) {
        use std::io::Seek;
        file.rewind().unwrap();
        file.write_all(&[7; 65536]).unwrap();
        file.rewind().unwrap();
        file.read_exact(&mut [0; 65536]).unwrap();
    }

    #[inline(never)]
    pub fn everything(mutex: &Mutex<u64>, file: &mut std::fs::File, rounds: u64) {
        for i in 0..rounds {
            compute(20_000 + i % 7 * 3_000);
            sleep();
            lock(mutex);
            write_and_read(file);
        }
    }
}

fn cpu() {
    static MUTEX: Mutex<u64> = Mutex::new(0);
    let run = |name: &'static str| {
        let path = std::env::temp_dir().join(format!("piano-mixed-{}-{name}", std::process::id()));
        let mut file =
            std::fs::File::options().create(true).read(true).write(true).open(&path).unwrap();
        std::fs::remove_file(&path).unwrap();
        let start = own::cpu_ns();
        work::everything(&MUTEX, &mut file, 400);
        own::cpu_ns() - start
    };
    let sum: i64 = std::thread::scope(|s| {
        let threads = ["one", "two"].map(|name| s.spawn(move || run(name)));
        threads.map(|thread| thread.join().unwrap()).iter().sum()
    });
    println!("cpu {sum}");
}

/// Pending once.
struct Once(bool);

impl Future for Once {
    type Output = ();
    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        self.0 = !self.0;
        if self.0 { Poll::Pending } else { Poll::Ready(()) }
    }
}

static BUSY: [Mutex<Duration>; 2] = [const { Mutex::new(Duration::ZERO) }; 2];

/// Adds how long the work took, as the function itself sees it.
fn busy(which: usize, steps: u64) {
    let start = Instant::now();
    work::compute(steps);
    *BUSY[which].lock().unwrap() += start.elapsed();
}

mod task {
    use super::*;

    pub async fn outer(steps: u64) {
        super::busy(0, steps);
        inner(steps * 2).await;
        super::busy(0, steps);
        Once(false).await;
        inner(steps).await;
        super::busy(0, steps);
    }

    async fn inner(steps: u64) {
        super::busy(1, steps);
        Once(false).await;
        super::busy(1, steps);
    }
}

fn poll<F: Future>(future: &mut Pin<impl std::ops::DerefMut<Target = F>>) -> Poll<F::Output> {
    future.as_mut().poll(&mut Context::from_waker(Waker::noop()))
}

/// Each poll on another thread, all at once: tasks move at every await.
fn asynchronous() {
    for _ in 0..100 {
        let mut futures: Vec<_> = (0..4).map(|_| Box::pin(task::outer(50_000))).collect();
        while !futures.is_empty() {
            let left = std::thread::scope(|s| {
                let polled = futures.drain(..).map(|mut future| {
                    s.spawn(move || poll(&mut future).is_pending().then_some(future))
                });
                let polled: Vec<_> = polled.collect();
                polled.into_iter().filter_map(|thread| thread.join().unwrap()).collect()
            });
            futures = left;
        }
        let mut last = pin!(task::outer(50_000));
        while poll(&mut last).is_pending() {}
    }
    for (name, busy) in ["outer", "inner"].iter().zip(&BUSY) {
        println!("{name} {}", busy.lock().unwrap().as_nanos());
    }
}

fn main() {
    match std::env::args().nth(1).as_deref() {
        Some("cpu") => cpu(),
        _ => asynchronous(),
    }
}
