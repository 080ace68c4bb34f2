// A program with probes in it, as the rewriter would insert them. The first argument picks what
// it does; it prints what a profile of it must say.
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, RawWaker, RawWakerVTable, Waker};

extern "C" fn __piano_start() {
    ::__piano::start(option_env!("SETTINGS").unwrap_or("exact=1"));
}
#[used]
#[cfg_attr(target_os = "linux", link_section = ".init_array")]
#[cfg_attr(target_os = "macos", link_section = "__DATA,__mod_init_func")]
static __PIANO_START: extern "C" fn() = __piano_start;

#[global_allocator]
static __PIANO_ALLOCATOR: ::__piano::System = ::__piano::System;

macro_rules! probe {
    ($name:literal) => {
        #[cfg(not(optimised))]
        use ::__piano::enter;
        #[cfg(optimised)]
        use ::__piano::enter_kept as enter;
        let __piano = enter({
            static S: ::__piano::Site =
                ::__piano::Site::new(concat!("program\n", $name, "\nprogram.rs\n1"));
            &S
        });
    };
}

extern "C" {
    fn fork() -> i32;
    fn waitpid(pid: i32, status: *mut i32, options: i32) -> i32;
    fn getpid() -> i32;
    fn kill(pid: i32, signal: i32) -> i32;
    fn signal(number: i32, handler: usize) -> usize;
    fn abort() -> !;
    fn _exit(code: i32) -> !;
    fn setitimer(which: i32, new: *const [i64; 4], old: *mut [i64; 4]) -> i32;
    fn execv(path: *const u8, words: *const *const u8) -> i32;
}

/// The compiler cannot see through it; std's own is younger than the oldest compiler served.
fn opaque<T>(value: T) -> T {
    let value = std::mem::ManuallyDrop::new(value);
    std::mem::ManuallyDrop::into_inner(unsafe { std::ptr::read_volatile(&value) })
}

#[inline(never)]
fn leaf(x: u64) -> u64 {
    probe!("leaf");
    opaque(x + 1)
}

#[inline(never)]
fn middle(n: u64) -> u64 {
    probe!("middle");
    let mut sum = 0;
    for i in 0..n {
        sum += leaf(i);
    }
    sum
}

#[inline(never)]
fn fib(n: u64) -> u64 {
    probe!("fib");
    if n < 2 {
        n
    } else {
        fib(n - 1) + fib(n - 2)
    }
}

#[inline(never)]
fn down(n: u64) -> u64 {
    probe!("down");
    if n == 0 {
        0
    } else {
        opaque(down(n - 1) + 1)
    }
}

#[inline(never)]
fn allocate(n: usize) {
    probe!("allocate");
    for i in 0..n {
        opaque(vec![0u8; 10 + i]);
    }
}

/// Different paths without end: each call takes its own turn.
#[inline(never)]
fn left(depth: u32, turns: u64) -> u64 {
    probe!("left");
    turn(depth, turns)
}

#[inline(never)]
fn right(depth: u32, turns: u64) -> u64 {
    probe!("right");
    turn(depth, turns)
}

#[inline(always)]
fn turn(depth: u32, turns: u64) -> u64 {
    if depth == 0 {
        1
    } else if turns & 1 == 0 {
        left(depth - 1, turns >> 1)
    } else {
        right(depth - 1, turns >> 1)
    }
}

fn simple() {
    probe!("main");
    middle(1000);
    middle(10);
    fib(15);
    down(10);
    allocate(100);
    println!("leaf 1010 middle 2 fib 1973 down 11 allocate 1 main 1");
}

fn threads(count: u64, each: u64) {
    probe!("main");
    let workers: Vec<_> = (0..count)
        .map(|i| {
            std::thread::Builder::new()
                .name(format!("worker-{}", i % 4))
                .spawn(move || middle(each))
                .unwrap()
        })
        .collect();
    for worker in workers {
        worker.join().unwrap();
    }
    println!("leaf {} middle {}", count * each, count);
}

fn short_threads(count: u64) {
    probe!("main");
    for _ in 0..count / 8 {
        std::thread::scope(|s| {
            for _ in 0..8 {
                s.spawn(|| middle(2));
            }
        });
    }
    println!("leaf {} middle {}", count / 8 * 16, count / 8 * 8);
}

struct AtEnd;
impl Drop for AtEnd {
    fn drop(&mut self) {
        leaf(1);
    }
}
thread_local!(static AT_END: AtEnd = AtEnd);

fn destructors() {
    probe!("main");
    for _ in 0..100 {
        std::thread::spawn(|| AT_END.with(|_| leaf(0))).join().unwrap();
    }
    println!("leaf 200");
}

/// Calls without end, and how many so far in memory that outlives the process.
fn until_killed(path: &str, workers: usize) {
    let shared = shared_counters(path);
    for i in 0..workers {
        let slot = &shared[i * 8];
        std::thread::spawn(move || loop {
            leaf(0);
            slot.fetch_add(1, Ordering::Release);
        });
    }
    std::thread::sleep(std::time::Duration::from_secs(30));
}

fn shared_counters(path: &str) -> &'static [AtomicU64] {
    extern "C" {
        fn mmap(at: usize, bytes: usize, protection: i32, flags: i32, file: i32, offset: i64)
            -> usize;
    }
    use std::os::unix::io::AsRawFd;
    let file = std::fs::OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .open(path)
        .unwrap();
    file.set_len(4096).unwrap();
    unsafe {
        let at = mmap(0, 4096, 3, 1, file.as_raw_fd(), 0);
        std::slice::from_raw_parts(at as *const AtomicU64, 512)
    }
}

fn end(how: &str) {
    probe!("main");
    middle(100);
    println!("leaf 100 middle 1 main 1");
    match how {
        "return" => {}
        "exit" => std::process::exit(3),
        "thread-exit" => {
            std::thread::spawn(|| std::process::exit(3)).join().unwrap();
        }
        "_exit" => unsafe { _exit(3) },
        "abort" => unsafe { abort() },
        "panic" => panic!("on purpose"),
        "worker-panic" => {
            let _ = std::thread::spawn(|| {
                middle(0);
                panic!("on purpose")
            })
            .join();
        }
        "sigterm" => unsafe {
            kill(getpid(), 15);
        },
        "sigkill" => unsafe {
            kill(getpid(), 9);
        },
        "sigsegv" => unsafe {
            *(8 as *mut u8) = 1;
        },
        "stack" => {
            opaque(endless(1));
        }
        "exec" => unsafe {
            let words = [b"true\0".as_ptr(), std::ptr::null()];
            execv(b"/bin/true\0".as_ptr(), words.as_ptr());
        },
        _ => unreachable!(),
    }
}

#[allow(unconditional_recursion)]
fn endless(n: u64) -> u64 {
    opaque(endless(n + 1) + 1)
}

fn forks() {
    probe!("main");
    middle(10);
    unsafe {
        let child = fork();
        if child == 0 {
            middle(5);
            _exit(0);
        }
        let silent = fork();
        if silent == 0 {
            _exit(0);
        }
        middle(20);
        waitpid(child, std::ptr::null_mut(), 0);
        waitpid(silent, std::ptr::null_mut(), 0);
        println!("parent {} child {} silent {}", getpid(), child, silent);
    }
}

static CAUGHT: AtomicU64 = AtomicU64::new(0);
static HANDLED: AtomicU64 = AtomicU64::new(0);

#[inline(never)]
fn handled() {
    probe!("handled");
    opaque(HANDLED.fetch_add(1, Ordering::Relaxed));
}

extern "C" fn on_signal(_: i32) {
    CAUGHT.fetch_add(1, Ordering::Relaxed);
    handled();
    handled();
}

fn signals() {
    probe!("main");
    unsafe {
        signal(14, on_signal as extern "C" fn(i32) as usize);
        let often = [0, 100, 0, 100];
        setitimer(0, &often, std::ptr::null_mut());
    }
    let mut calls = 0u64;
    let mut paths = 0u64;
    while CAUGHT.load(Ordering::Relaxed) < 20000 {
        middle(50);
        turn(12, paths);
        paths += 1;
        calls += 1;
    }
    unsafe {
        setitimer(0, &[0; 4], std::ptr::null_mut());
    }
    println!(
        "middle {} leaf {} turns {} handled-at-most {}",
        calls,
        calls * 50,
        calls * 12,
        HANDLED.load(Ordering::Relaxed)
    );
}

fn many_paths(depth: u32, count: u64) {
    probe!("main");
    for i in 0..count {
        turn(depth, i.wrapping_mul(0x9e3779b97f4a7c15) >> 20);
    }
    println!("turns {}", depth as u64 * count);
}

/// Pending as often as asked, then ready.
struct Later(u32);
impl Future for Later {
    type Output = u32;
    fn poll(mut self: Pin<&mut Self>, _: &mut Context) -> Poll<u32> {
        if self.0 == 0 {
            return Poll::Ready(7);
        }
        self.0 -= 1;
        Poll::Pending
    }
}

fn waker() -> Waker {
    fn clone(_: *const ()) -> RawWaker {
        RawWaker::new(std::ptr::null(), &TABLE)
    }
    fn nothing(_: *const ()) {}
    static TABLE: RawWakerVTable = RawWakerVTable::new(clone, nothing, nothing, nothing);
    unsafe { Waker::from_raw(clone(std::ptr::null())) }
}

fn site(text: &'static str) -> &'static ::__piano::Site {
    static INNER: ::__piano::Site = ::__piano::Site::new("program\ninner\nprogram.rs\n1");
    static OUTER: ::__piano::Site = ::__piano::Site::new("program\nouter\nprogram.rs\n1");
    static HOOKED: ::__piano::Site = ::__piano::Site::new("program\nhooked\nprogram.rs\n1");
    match text {
        "inner" => &INNER,
        "outer" => &OUTER,
        _ => &HOOKED,
    }
}

async fn inner(times: u32) -> u32 {
    ::__piano::future(site("inner"), async move { Later(times).await }).await
}

async fn outer(times: u32, panics: bool) -> u32 {
    ::__piano::future(site("outer"), async move {
        let sum = inner(times).await + inner(0).await;
        if panics {
            panic!("on purpose");
        }
        sum
    })
    .await
}

async fn hooked(times: u32) -> u32 {
    use ::__piano::Await as _;
    let __piano = ::__piano::enter_async(site("hooked"));
    let mut sum = 0;
    for _ in 0..3 {
        sum += inner(times).__piano(&__piano).await;
    }
    sum
}

/// Polls a future to its end, each poll on another thread.
fn wander<T: Send>(future: impl Future<Output = T> + Send) -> T {
    let mut future = Box::pin(future);
    loop {
        let polled = std::thread::scope(|s| {
            s.spawn(|| future.as_mut().poll(&mut Context::from_waker(&waker()))).join()
        });
        if let Poll::Ready(value) = polled.unwrap() {
            return value;
        }
    }
}

fn stay<T>(future: impl Future<Output = T>) -> T {
    let mut future = Box::pin(future);
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut Context::from_waker(&waker())) {
            return value;
        }
    }
}

fn asyncs() {
    probe!("main");
    stay(outer(3, false));
    wander(outer(5, false));
    wander(hooked(2));
    stay(hooked(1));
    drop(outer(1, false));
    let mut cut = Box::pin(outer(9, false));
    let mut cut_hooked = Box::pin(hooked(9));
    for _ in 0..4 {
        let _ = cut.as_mut().poll(&mut Context::from_waker(&waker()));
        let _ = cut_hooked.as_mut().poll(&mut Context::from_waker(&waker()));
    }
    std::thread::spawn(move || drop((cut, cut_hooked))).join().unwrap();
    let _ = std::panic::catch_unwind(|| stay(outer(1, true)));
    println!("outer 4 inner 14 hooked 3");
}

fn main() {
    let words: Vec<String> = std::env::args().collect();
    let number = |i: usize, or: u64| words.get(i).map_or(or, |w| w.parse().unwrap());
    match words[1].as_str() {
        "simple" => simple(),
        "threads" => threads(number(2, 4), number(3, 1000)),
        "short-threads" => short_threads(number(2, 10000)),
        "destructors" => destructors(),
        "until-killed" => until_killed(&words[2], number(3, 3) as usize),
        "end" => end(&words[2]),
        "forks" => forks(),
        "signals" => signals(),
        "paths" => many_paths(number(2, 30) as u32, number(3, 100000)),
        "deep" => {
            let depth = number(2, 100000);
            std::thread::Builder::new()
                .stack_size(1 << 30)
                .spawn(move || println!("down {}", down(depth)))
                .unwrap()
                .join()
                .unwrap();
        }
        "fib" => println!("{}", fib(number(2, 30))),
        "asyncs" => asyncs(),
        _ => unreachable!(),
    }
}
