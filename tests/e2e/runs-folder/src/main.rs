//! Takes the runs folder away while it runs, if it is told to.

fn step() -> usize {
    vec![1u8; 10].len()
}

fn main() {
    println!("{}", step());
    if std::env::args().nth(1).as_deref() == Some("remove") {
        if let Some(runs) = std::env::var_os("PIANO_RUNS_DIR") {
            let _ = std::fs::remove_dir_all(runs);
        }
        println!("{}", std::thread::spawn(step).join().unwrap());
    }
}
