//! Functions that allocate, each held against the oracle.

use oracle::{counts, Counts};
use std::alloc::{alloc, dealloc, Layout};
use std::hint::black_box;

fn boxes() -> usize {
    let boxes: [Box<[u8; 100]>; 10] = std::array::from_fn(|i| Box::new([i as u8; 100]));
    black_box(&boxes).len()
}

fn zeroed() -> usize {
    let zeros = black_box(vec![0u8; 4096]);
    zeros.len()
}

fn aligned() -> usize {
    let layout = Layout::from_size_align(300, 256).unwrap();
    unsafe {
        let block = alloc(layout);
        let off = block as usize % 256;
        dealloc(block, layout);
        off
    }
}

fn refused() -> bool {
    Vec::<u8>::new().try_reserve_exact(1 << 46).is_err()
}

fn grows_and_shrinks() -> usize {
    let mut bytes = Vec::with_capacity(1);
    for i in 0..1000 {
        bytes.push(i as u8);
    }
    bytes.truncate(10);
    bytes.shrink_to_fit();
    black_box(&bytes).len()
}

/// Allocates nothing itself, however deep.
fn recurses(depth: u32) -> u32 {
    if depth == 0 {
        0
    } else {
        1 + recurses(depth - 1)
    }
}

fn written() -> String {
    (0..20).map(|i| format!("{i};")).collect()
}

fn frees(text: String) -> usize {
    let text = text;
    text.len()
}

fn read_back() -> String {
    let list = vec!["back"; 5];
    list.concat()
}

/// The most that the program ever holds.
fn holds() -> Vec<u8> {
    black_box(vec![1; 300_000])
}

fn leaks() {
    black_box(Box::leak(Box::new([7u8; 1000])));
}

fn on_a_thread() -> usize {
    read_back().len()
}

/// Runs `work` and says what the oracle saw meanwhile, if it is in this program at all.
fn watched<T>(name: &str, work: impl FnOnce() -> T) -> T {
    let before = counts();
    let result = work();
    let Counts { allocs, bytes, frees } = counts();
    if allocs > 0 {
        println!("oracle: allocs {name} {}", allocs - before.allocs);
        println!("oracle: bytes {name} {}", bytes - before.bytes);
        println!("oracle: frees {name} {}", frees - before.frees);
    }
    result
}

pub fn run() {
    println!("{}", watched("boxes", boxes));
    println!("{}", watched("zeroed", zeroed));
    println!("{}", watched("aligned", aligned));
    println!("{}", watched("refused", refused));
    println!("{}", watched("grows_and_shrinks", grows_and_shrinks));
    println!("{}", watched("recurses", || recurses(100)));
    let text = watched("written", written);
    println!("{}", watched("work::frees", || frees(text)));
    watched("leaks", leaks);
    println!("{}", watched("holds", holds).len());
    println!("{}", std::thread::spawn(on_a_thread).join().unwrap());
    let Counts { allocs, bytes, frees } = counts();
    println!("all in all: {allocs} {bytes} {frees}");
}
