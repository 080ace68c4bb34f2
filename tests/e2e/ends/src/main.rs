//! Every way in which a process can end, by name. Before it does, `step` has run ten times.

use std::ffi::{CString, c_char, c_int};
use std::io::{Read, Write};
use std::process::{self, ExitCode, Termination};
use std::thread;
use std::time::Duration;

const SIGKILL: c_int = 9;
const SIGTERM: c_int = 15;

unsafe extern "C" {
    fn raise(signal: c_int) -> c_int;
    fn fork() -> c_int;
    fn waitpid(pid: c_int, status: *mut c_int, options: c_int) -> c_int;
    fn execv(path: *const c_char, argv: *const *const c_char) -> c_int;
    fn _exit(code: c_int) -> !;
    fn signal(number: c_int, handler: extern "C" fn(c_int)) -> usize;
    fn vfork() -> c_int;
    fn daemon(keep_folder: c_int, keep_streams: c_int) -> c_int;
}

struct Ended(u8);

impl Termination for Ended {
    fn report(self) -> ExitCode {
        ExitCode::from(self.0)
    }
}

fn step(i: u64) -> u64 {
    std::hint::black_box(vec![i; 2]).iter().sum()
}

fn steps() -> u64 {
    (0..10).map(step).sum()
}

fn fails() -> Result<Ended, String> {
    Err("it failed".into())
}

fn exits(code: i32) -> ! {
    process::exit(code)
}

fn panics() -> ! {
    panic!("on purpose")
}

struct PanicsAgain;

impl Drop for PanicsAgain {
    fn drop(&mut self) {
        panic!("once more")
    }
}

fn panics_twice() {
    let _again = PanicsAgain;
    panics()
}

fn reads_nowhere() -> u8 {
    unsafe { std::ptr::read_volatile(std::hint::black_box(16) as *const u8) }
}

#[allow(unconditional_recursion)]
fn overflows(depth: u64) -> u64 {
    let pad = std::hint::black_box([depth; 64]);
    pad[3] + overflows(depth + 1)
}

fn dies_of(number: c_int) {
    unsafe { raise(number) };
}

fn waits() {
    println!("ready");
    thread::sleep(Duration::from_secs(60));
}

extern "C" fn handler(_: c_int) {
    handled();
}

fn handled() {
    unsafe { _exit(7) }
}

fn in_the_child() -> u64 {
    step(1) + step(2)
}

fn forks() {
    std::io::stdout().flush().unwrap();
    match unsafe { fork() } {
        0 => {
            println!("child {}", in_the_child());
            process::exit(5)
        }
        child => {
            let mut status = 0;
            unsafe { waitpid(child, &mut status, 0) };
            println!("the child ended with {}", status >> 8);
        }
    }
}

fn forks_with_threads() {
    let workers: Vec<_> = (0..4).map(|_| thread::spawn(|| for _ in 0..200 { step(1); })).collect();
    for _ in 0..20 {
        match unsafe { fork() } {
            0 => unsafe { _exit((in_the_child() != 6) as c_int) },
            child => {
                let mut status = -1;
                unsafe { waitpid(child, &mut status, 0) };
                assert_eq!(status, 0);
            }
        }
    }
    workers.into_iter().for_each(|worker| worker.join().unwrap());
}

fn becomes(what: &str) {
    std::io::stdout().flush().unwrap();
    let path = CString::new(std::env::current_exe().unwrap().into_os_string().into_encoded_bytes()).unwrap();
    let argument = CString::new(what).unwrap();
    let argv = [path.as_ptr(), argument.as_ptr(), std::ptr::null()];
    unsafe { execv(path.as_ptr(), argv.as_ptr()) };
}

fn spawns() {
    let own = std::env::current_exe().unwrap();
    let output = process::Command::new(own).arg("return").output().unwrap();
    print!("{}", String::from_utf8_lossy(&output.stdout));
}

fn vforks() {
    match unsafe { vfork() } {
        0 => unsafe { _exit(3) },
        child => {
            let mut status = 0;
            unsafe { waitpid(child, &mut status, 0) };
            println!("{}", status >> 8);
        }
    }
}

fn outlives() {
    println!("gone");
    std::io::stdout().flush().unwrap();
    if unsafe { daemon(1, 0) } == 0 {
        thread::sleep(Duration::from_millis(200));
        in_the_child();
    }
}

fn runs_on() {
    thread::spawn(|| loop {
        std::hint::black_box(steps_of_a_thread());
    });
    thread::sleep(Duration::from_millis(20));
}

fn steps_of_a_thread() -> u64 {
    step_of_a_thread(1)
}

fn step_of_a_thread(x: u64) -> u64 {
    x + 1
}

fn leaves_at_exit() {
    extern "C" fn at_exit() {
        last_words();
    }
    unsafe extern "C" {
        fn atexit(function: extern "C" fn()) -> c_int;
    }
    unsafe { atexit(at_exit) };
}

fn last_words() {
    println!("{}", vec!["last"; 2].len());
}

fn reads() {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).unwrap();
    println!("{} bytes read", text.len());
}

fn main() -> Result<Ended, String> {
    println!("{}", steps());
    match std::env::args().nth(1).as_deref() {
        Some("return") => return Ok(Ended(0)),
        Some("code") => return Ok(Ended(42)),
        Some("error") => return fails(),
        Some("exit") => exits(3),
        Some("exit on a thread") => {
            thread::spawn(|| exits(4));
            thread::sleep(Duration::from_secs(60));
        }
        Some("abort") => process::abort(),
        Some("panic") => panics(),
        Some("panic on a thread") => println!("{}", thread::spawn(|| -> () { panics() }).join().is_err()),
        Some("panic twice") => panics_twice(),
        Some("segfault") => println!("{}", reads_nowhere()),
        Some("overflow") => println!("{}", overflows(1)),
        Some("kill") => dies_of(SIGKILL),
        Some("term") => dies_of(SIGTERM),
        Some("handler") => {
            unsafe { signal(SIGTERM, handler) };
            dies_of(SIGTERM)
        }
        Some("wait") => waits(),
        Some("fork") => forks(),
        Some("fork with threads") => forks_with_threads(),
        Some("vfork") => vforks(),
        Some("exec") => becomes("return"),
        Some("spawn") => spawns(),
        Some("daemon") => outlives(),
        Some("thread") => runs_on(),
        Some("atexit") => leaves_at_exit(),
        Some("stdin") => reads(),
        _ => return Ok(Ended(99)),
    }
    Ok(Ended(0))
}
