//! Closures, callbacks, functions inside functions.

fn apply<F>(f: F, times: usize) -> usize
where
    F: Fn(usize) -> usize,
{
    (0..times).map(|i| f(i)).sum()
}

fn double(x: usize) -> usize {
    x * 2
}

fn adder(n: usize) -> impl Fn(usize) -> usize {
    move |x| {
        fn inside_a_closure(x: usize) -> usize {
            x + 1
        }
        inside_a_closure(x) + n
    }
}

fn pick(which: bool) -> fn(usize) -> usize {
    if which {
        double
    } else {
        |x| x
    }
}

fn outer(x: usize) -> usize {
    fn inner(x: usize) -> usize {
        fn innermost(x: usize) -> usize {
            x + 1
        }
        innermost(x) + innermost(x)
    }
    inner(x)
}

extern "C" fn callback(left: *const std::ffi::c_void, right: *const std::ffi::c_void) -> i32 {
    let (left, right) = unsafe { (*left.cast::<i32>(), *right.cast::<i32>()) };
    compare(left, right)
}

fn compare(left: i32, right: i32) -> i32 {
    left.cmp(&right) as i32
}

extern "C" {
    fn qsort(
        base: *mut std::ffi::c_void,
        count: usize,
        size: usize,
        compare: extern "C" fn(*const std::ffi::c_void, *const std::ffi::c_void) -> i32,
    );
}

unsafe fn sort(xs: &mut [i32]) {
    qsort(xs.as_mut_ptr().cast(), xs.len(), 4, callback);
}

const _: () = {
    trait Hidden {
        fn hidden(&self) -> u8;
    }
    impl Hidden for u8 {
        fn hidden(&self) -> u8 {
            *self
        }
    }
};

/// All of them.
pub fn run() {
    println!("{} {}", apply(double, 5), apply(adder(3), 4));
    println!("{} {}", pick(true)(4), pick(false)(4));
    println!("{}", outer(1));
    let mut xs = [3, 1, 2];
    unsafe { sort(&mut xs) };
    println!("{xs:?}");
}
