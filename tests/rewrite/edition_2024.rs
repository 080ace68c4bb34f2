//@ edition=2024 program allocator=provide
// Unsafe attributes are marked as such; tail temporaries live shorter.
use std::sync::Mutex;

#[unsafe(no_mangle)]
pub fn exported_symbol() -> u32 {
    4
}

unsafe extern "C" {
    safe fn abs(x: i32) -> i32;
}

unsafe fn raw(p: *const u32) -> u32 {
    unsafe { *p }
}

fn locked(m: &Mutex<u32>) -> u32 {
    *m.lock().unwrap()
}

fn r#gen() -> impl Iterator<Item = u32> + use<> {
    [1, 2].into_iter()
}

fn chain(x: Option<u32>, y: Option<u32>) -> u32 {
    if let Some(x) = x && let Some(y) = y { x + y } else { 0 }
}

fn main() {
    println!("{} {} {}", exported_symbol(), abs(-3), unsafe { raw(&7) });
    println!("{} {} {}", locked(&Mutex::new(5)), r#gen().count(), chain(Some(1), Some(2)));
}
