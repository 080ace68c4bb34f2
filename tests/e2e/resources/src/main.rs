//! What belongs to the program alone: its file descriptors, its address space, its signals.

use std::fs::File;
use std::io::Write;
use std::os::fd::AsRawFd;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::thread;

extern "C" {
    fn close(file: i32) -> i32;
    fn setrlimit(what: i32, limits: *const [u64; 2]) -> i32;
    fn signal(number: i32, handler: extern "C" fn(i32)) -> usize;
    fn setitimer(which: i32, new: *const [i64; 4], old: *mut [i64; 4]) -> i32;
    fn chroot(path: *const std::ffi::c_char) -> i32;
}

fn step(x: usize) -> usize {
    std::hint::black_box(vec![x; 3]).len()
}

/// Makes the record of the run larger, too.
fn many_threads() -> usize {
    let threads: Vec<_> = (0..300).map(|i| thread::spawn(move || step(i))).collect();
    threads.into_iter().map(|thread| thread.join().unwrap()).sum()
}

fn next_descriptor() -> i32 {
    File::open("/dev/null").unwrap().as_raw_fd()
}

/// As a daemon does; whoever kept one of them open must not write into what comes next.
fn closes_all() {
    for file in 3..1024 {
        unsafe { close(file) };
    }
    let path = std::env::temp_dir().join(format!("piano-resources-{}", std::process::id()));
    let mut files: Vec<File> = (0..20).map(|i| File::create(path.with_extension(i.to_string())).unwrap()).collect();
    for file in &mut files {
        file.write_all(b"mine").unwrap();
    }
    println!("{}", many_threads());
    for (i, file) in files.iter().enumerate() {
        let name = path.with_extension(i.to_string());
        assert_eq!(file.metadata().unwrap().len(), 4);
        assert_eq!(std::fs::read(&name).unwrap(), b"mine");
        std::fs::remove_file(name).unwrap();
    }
}

fn limits_files() {
    const OPEN_FILES: i32 = 7;
    unsafe { setrlimit(OPEN_FILES, &[3, 3]) };
    println!("{} {}", File::open("/dev/null").is_err(), many_threads());
}

static HANDLED: AtomicU64 = AtomicU64::new(0);

extern "C" fn handler(_: i32) {
    handled();
}

fn handled() {
    HANDLED.fetch_add(1, Relaxed);
}

fn busy(x: u64) -> u64 {
    x.wrapping_mul(31).rotate_left(7)
}

/// Interrupts the measuring itself, ever so often.
fn interrupted() {
    const SIGALRM: i32 = 14;
    unsafe {
        signal(SIGALRM, handler);
        setitimer(0, &[0, 100, 0, 100], std::ptr::null_mut());
    }
    let mut x = 1;
    let mut rounds = 0;
    while HANDLED.load(Relaxed) < 500 {
        x = busy(x);
        rounds += 1;
    }
    unsafe { setitimer(0, &[0; 4], std::ptr::null_mut()) };
    std::hint::black_box(x);
    println!("oracle: calls busy {rounds}");
    println!("oracle: calls handled {}", HANDLED.load(Relaxed));
}

fn changes_root() {
    let path = c"/proc/self/fdinfo";
    let changed = unsafe { chroot(path.as_ptr()) };
    let _ = std::env::set_current_dir("/");
    println!("{changed} {}", many_threads());
}

fn main() {
    match std::env::args().nth(1).as_deref() {
        Some("next") => println!("{}", next_descriptor()),
        Some("close") => closes_all(),
        Some("limit") => limits_files(),
        Some("interrupt") => interrupted(),
        Some("root") => changes_root(),
        _ => println!("{}", many_threads()),
    }
}
