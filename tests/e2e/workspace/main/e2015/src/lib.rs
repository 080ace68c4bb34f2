//! The first edition: paths from the crate's root, bare trait objects, `async` and `dyn` as names.

mod inner {
    use fn_in_root;

    pub fn anonymous(trait_object: &Speak) -> u32 {
        trait_object.speak(3) + ::fn_in_root(1)
    }

    pub trait Speak {
        fn speak(&self, u32) -> u32;
    }
}

use inner::Speak;

struct Dog;

impl Speak for Dog {
    fn speak(&self, times: u32) -> u32 {
        times
    }
}

fn fn_in_root(x: u32) -> u32 {
    x
}

pub fn async(dyn: u32) -> u32 {
    let await = dyn;
    await
}

pub fn old_times(x: u32) -> u32 {
    let _ = fn_in_root(0);
    async(x) + inner::anonymous(&Dog)
}
