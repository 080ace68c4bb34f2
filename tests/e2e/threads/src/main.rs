//! Threads of every kind; each function says how often it runs.

use std::ffi::{c_char, c_void};
use std::sync::mpsc;
use std::thread;

fn work(x: u64) -> u64 {
    x.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(5)
}

fn spawned(id: u64) -> u64 {
    (0..100).fold(id, |sum, i| sum ^ work(i))
}

fn scoped(part: &[u64]) -> u64 {
    part.iter().map(|x| work(*x)).fold(0, u64::wrapping_add)
}

fn short(i: usize) -> usize {
    vec![i; 4].len()
}

fn panics() {
    panic!("on purpose")
}

fn parked(ready: mpsc::Sender<()>) {
    ready.send(()).unwrap();
    loop {
        thread::park();
    }
}

struct Farewell;

impl Drop for Farewell {
    fn drop(&mut self) {
        wave();
    }
}

fn wave() -> usize {
    String::from("good bye").len()
}

thread_local!(static FAREWELL: Farewell = const { Farewell });

fn with_destructor() {
    FAREWELL.with(|_| ());
}

extern "C" fn foreign(_: *mut c_void) -> *mut c_void {
    called_from_c();
    std::ptr::null_mut()
}

fn called_from_c() -> u64 {
    work(1)
}

extern "C" fn foreign_and_brief(_: *mut c_void) -> *mut c_void {
    for _ in 0..5 {
        brief(1);
    }
    std::ptr::null_mut()
}

fn brief(x: u64) -> u64 {
    x + 1
}

type Start = extern "C" fn(*mut c_void) -> *mut c_void;

extern "C" {
    fn pthread_create(thread: *mut usize, attributes: *const c_void, start: Start, argument: *mut c_void) -> i32;
    fn dlsym(library: *mut c_void, name: *const c_char) -> *mut c_void;
    fn pthread_join(thread: usize, result: *mut *mut c_void) -> i32;
}

fn foreign_threads() {
    for _ in 0..3 {
        let mut thread = 0;
        unsafe {
            assert_eq!(0, pthread_create(&mut thread, std::ptr::null(), foreign, std::ptr::null_mut()));
            assert_eq!(0, pthread_join(thread, std::ptr::null_mut()));
        }
    }
}

/// As a library that was linked before makes them: not by what the program's linker saw.
fn threads_from_elsewhere() {
    let name = b"pthread_create\0".as_ptr() as *const c_char;
    let create: unsafe extern "C" fn(*mut usize, *const c_void, Start, *mut c_void) -> i32 =
        unsafe { std::mem::transmute(dlsym(std::ptr::null_mut(), name)) };
    for _ in 0..1000 {
        let mut thread = 0;
        unsafe {
            assert_eq!(0, create(&mut thread, std::ptr::null(), foreign_and_brief, std::ptr::null_mut()));
            assert_eq!(0, pthread_join(thread, std::ptr::null_mut()));
        }
    }
}

fn many_short_threads() -> usize {
    (0..3000).map(|i| thread::spawn(move || short(i)).join().unwrap()).sum()
}

fn at_once() -> u64 {
    let threads: Vec<_> = (0..8)
        .map(|id| thread::Builder::new().name(format!("worker {id}")).spawn(move || spawned(id)).unwrap())
        .collect();
    threads.into_iter().map(|t| t.join().unwrap()).fold(0, |a, b| a ^ b)
}

fn main() {
    println!("{}", at_once());
    let data: Vec<u64> = (0..1000).collect();
    let sum = thread::scope(|scope| {
        let threads: Vec<_> = data.chunks(250).map(|part| scope.spawn(|| scoped(part))).collect();
        threads.into_iter().map(|t| t.join().unwrap()).fold(0, u64::wrapping_add)
    });
    println!("{sum}");
    println!("{}", many_short_threads());
    std::panic::set_hook(Box::new(|_| ()));
    println!("{}", thread::spawn(panics).join().is_err());
    for _ in 0..10 {
        thread::spawn(with_destructor).join().unwrap();
    }
    foreign_threads();
    threads_from_elsewhere();
    let (ready, is_ready) = mpsc::channel();
    thread::spawn(move || parked(ready));
    is_ready.recv().unwrap();
}
