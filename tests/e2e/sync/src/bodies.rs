//! Bodies that begin and end in unusual ways.

fn documented() -> u8 {
    //! An inner doc comment.
    /*! And another. */
    #![allow(clippy::all)]
    /* nested /* comments */ */
    1
}

fn empty() {}

fn tail_macro() -> String { format!("{}", "fn not_one() {}") }

fn strings() -> usize { let s = r##"fn nor_this() { "# "##; s.len() + b"}{".len() + '{'.len_utf8() + "\"{".len() }

fn labels<'a>(x: &'a str) -> &'a str { 'a: loop { break 'a x } }

fn never() -> ! { std::panic::panic_any(3u8) }

fn attributes(#[allow(unused)] a: u8, #[cfg(any())] b: u16, mut c: u8) -> u8 {
    #[allow(unused_assignments)]
    let d = match c {
        #[cfg(any())]
        0 => 9,
        #[allow(unreachable_patterns)]
        _ => { c += 1; c }
    };
    { d }
}

fn patterns((a, b): (u8, u8), [c, ..]: [u8; 3], Wrapped { inner: d }: Wrapped) -> u8 { a + b + c + d }

struct Wrapped { inner: u8 }

fn early(x: Option<u8>) -> Option<u8> {
    let y = x?;
    if y > 3 { return None }
    Some(y)
}

#[inline(always)]
fn inlined() -> u8 { 4 }

#[no_mangle]
fn unmangled_by_rust() -> u8 { 5 }

#[track_caller]
fn tracked() -> u32 {
    std::panic::Location::caller().line()
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "sse2")]
unsafe fn featured() -> u8 { 6 }

#[cfg(target_arch = "x86_64")]
#[unsafe(naked)]
extern "C" fn naked() -> u64 {
    std::arch::naked_asm!("mov rax, 9", "ret")
}

#[cold]
#[must_use = "really"]
#[doc = "fn in_a_doc() {}"]
fn r#match() -> u8 { 7 }

fn größe(maß: u8) -> u8 { maß + 1 }

/// All of them.
pub fn run() {
    std::panic::set_hook(Box::new(|_| ()));
    let caught = std::panic::catch_unwind(|| never()).unwrap_err();
    let _ = std::panic::take_hook();
    println!("{} {:?} {}", documented(), empty(), tail_macro());
    println!("{} {} {:?}", strings(), labels("x"), caught.downcast_ref::<u8>());
    println!("{} {}", attributes(1, 2), patterns((1, 2), [3, 4, 5], Wrapped { inner: 4 }));
    println!("{:?} {:?} {:?}", early(None), early(Some(3)), early(Some(4)));
    println!("{} {} {}", inlined(), unmangled_by_rust(), r#match());
    println!("{} {}", tracked(), größe(1));
    #[cfg(target_arch = "x86_64")]
    println!("{} {}", unsafe { featured() }, naked());
}
