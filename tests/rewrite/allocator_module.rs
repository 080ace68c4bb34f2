//@ edition=2021 program allocator=provide
// Declared in a file whose module is gated.
#[cfg(target_os = "none")]
mod allocator_file;

fn main() {
    println!("{}", Box::new(4));
}
