//@ edition=2021
// Functions that macros write are measured under the name they get.
use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};

struct Idle;
impl Wake for Idle {
    fn wake(self: Arc<Self>) {}
}

fn block_on<F: Future>(future: F) -> F::Output {
    let waker = Waker::from(Arc::new(Idle));
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
            return value;
        }
    }
}

macro_rules! literal {
    () => {
        fn literal_name() -> u32 {
            1
        }
    };
}

macro_rules! named {
    ($name:ident, $value:expr) => {
        pub fn $name() -> u32 {
            $value
        }
    };
}

macro_rules! many {
    ($($name:ident => $value:expr),* $(,)?) => {
        $(
            fn $name() -> u32 { $value }
        )*
    };
}

macro_rules! methods {
    ($ty:ident { $($name:ident),* }) => {
        impl $ty {
            $(pub fn $name(&self) -> u32 { self.0 })*
            pub async fn wait(&self) -> u32 { std::future::ready(self.0).await }
            pub async fn wait_for(&self, $($name: u32),*) -> u32 { std::future::ready(0 $(+ $name)*).await }
        }
    };
}

macro_rules! implement {
    ($($ty:ty),*) => {
        $(impl Size for $ty {
            fn size(&self) -> usize { std::mem::size_of::<$ty>() }
        })*
    };
}

macro_rules! block {
    ($name:ident $body:block) => {
        fn $name() -> u32 $body
    };
}

macro_rules! maybe_const {
    ($name:ident $($constness:tt)?) => {
        $($constness)? fn $name() -> u32 { 4 }
    };
}

macro_rules! looks_alike {
    ($($token:tt)*) => {
        stringify!($($token)*)
    };
}

#[macro_export]
macro_rules! exported {
    ($name:ident) => {
        mod $name {
            pub fn call() -> u32 {
                9
            }
        }
    };
}

literal!();
named!(first, 10);
named!(second, { 20 });
many! { third => 3, fourth => 4 }
block!(fifth { 5 });
maybe_const!(sixth const);
maybe_const!(seventh);
exported!(eighth);

pub struct Holder(u32);
methods!(Holder { get, also });

trait Size {
    fn size(&self) -> usize;
}
implement!(u8, Vec<u8>, (u8, u8), [u8; 4]);

const SIX: u32 = sixth();

fn main() {
    macro_rules! local {
        ($name:ident) => {
            fn $name() -> u32 {
                6
            }
        };
    }
    local!(here);
    println!("{} {} {} {}", literal_name(), first(), second(), third());
    println!("{} {} {} {} {}", fourth(), fifth(), SIX, seventh(), eighth::call());
    let holder = Holder(5);
    println!("{} {} {}", holder.get(), holder.also(), block_on(holder.wait()));
    println!("{}", block_on(holder.wait_for(1, 2)));
    println!("{} {} {}", 1u8.size(), vec![1u8].size(), (1u8, 1u8).size() + [0u8; 4].size());
    println!("{} {}", looks_alike!(fn x() {}), here());
}
