mod memory;

fn main() {
    work::run();
    println!("{}", memory::heap::HEAP.refused());
}
