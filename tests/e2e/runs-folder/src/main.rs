//! Takes the runs folder away while it runs, lets no file grow, or lets nobody write the files there,
//! if it is told to.

fn step() -> usize {
    vec![1u8; 10].len()
}

extern "C" {
    fn setrlimit(what: i32, limits: *const [u64; 2]) -> i32;
}

/// Whoever makes a file larger than this is killed by SIGXFSZ.
fn limit_files() {
    const FILE_SIZE: i32 = 1;
    assert_eq!(0, unsafe { setrlimit(FILE_SIZE, &[1 << 16, 1 << 16]) });
}

/// As if the program were another user's.
fn lock_files() {
    let runs = std::env::var_os("PIANO_RUNS_DIR");
    for file in runs.and_then(|runs| std::fs::read_dir(runs).ok()).into_iter().flatten() {
        let path = file.unwrap().path();
        std::fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o444)).unwrap();
    }
}

fn main() {
    println!("{}", step());
    if std::env::args().nth(1).as_deref() == Some("remove") {
        if let Some(runs) = std::env::var_os("PIANO_RUNS_DIR") {
            let _ = std::fs::remove_dir_all(runs);
        }
        println!("{}", std::thread::spawn(step).join().unwrap());
    }
    if std::env::args().nth(1).as_deref() == Some("limit") {
        limit_files();
        let threads: Vec<_> = (0..200).map(|_| std::thread::spawn(step)).collect();
        println!("{}", threads.into_iter().map(|thread| thread.join().unwrap()).sum::<usize>());
    }
    if std::env::args().nth(1).as_deref() == Some("lock") {
        lock_files();
    }
}
