//! Allocations that can be counted by hand.

fn boxes() -> usize {
    let boxes: [Box<[u8; 100]>; 10] = std::array::from_fn(|i| Box::new([i as u8; 100]));
    std::hint::black_box(&boxes).len()
}

fn zeroed() -> usize {
    std::hint::black_box(vec![0u8; 4096]).len()
}

fn on_a_thread() -> usize {
    (0..100).map(|i| std::hint::black_box(vec![i; 10])[0] as usize).sum()
}

pub fn run() {
    println!("{} {}", boxes(), zeroed());
    println!("{}", std::thread::spawn(on_a_thread).join().unwrap());
}
