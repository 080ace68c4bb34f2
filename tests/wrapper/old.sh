#!/bin/bash
# The shim and what is inserted work with old compilers: those that rustup has here, and the
# system's own where that is one; with the newest in any case. The program uses nothing newer than 1.59.
. "$(dirname "$0")/common.sh"

package past && cd past
echo '[workspace]' >>Cargo.toml
write src/main.rs <<'END'
use std::alloc::{GlobalAlloc, Layout, System};
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};

struct Mine(AtomicUsize);

unsafe impl GlobalAlloc for Mine {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        self.0.fetch_add(1, Ordering::Relaxed);
        System.alloc(layout)
    }
    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        System.dealloc(at, layout)
    }
}

#[global_allocator]
static MINE: Mine = Mine(AtomicUsize::new(0));

macro_rules! twice {
    ($name:ident) => {
        fn $name(x: u64) -> u64 {
            2 * x
        }
    };
}
twice!(doubled);

trait Shape {
    fn area(&self) -> u64 {
        boxed(4)
    }
}

impl Shape for u8 {}

fn boxed(x: u64) -> u64 {
    let it = Box::new(x);
    unsafe { std::ptr::read_volatile(&*it) }
}

fn sum<I: IntoIterator<Item = u64>>(of: I) -> u64 {
    of.into_iter().map(doubled).sum()
}

fn fails(now: bool) -> Result<u64, std::num::ParseIntError> {
    if now {
        panic!("as it is meant to");
    }
    Ok("12".parse::<u64>()?)
}

/// Ready when it is asked again.
struct Later(bool);

impl Future for Later {
    type Output = u64;
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<u64> {
        if self.0 {
            return Poll::Ready(7);
        }
        self.0 = true;
        context.waker().wake_by_ref();
        Poll::Pending
    }
}

async fn leaf() -> u64 {
    Later(false).await
}

async fn tree(depth: u32) -> Result<u64, std::num::ParseIntError> {
    let mut sum = fails(false)?;
    for _ in 0..depth {
        sum += leaf().await;
    }
    Ok(sum)
}

struct Nobody;

impl Wake for Nobody {
    fn wake(self: Arc<Self>) {}
}

fn block_on<F: Future>(future: F) -> F::Output {
    let waker = Waker::from(Arc::new(Nobody));
    let mut future = Box::pin(future);
    loop {
        if let Poll::Ready(out) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
            return out;
        }
    }
}

fn main() {
    std::panic::set_hook(Box::new(|_| ()));
    let caught = std::panic::catch_unwind(|| fails(true)).is_err();
    let threads: Vec<_> = (0..3u64).map(|i| std::thread::spawn(move || sum(0..10 + i))).collect();
    let sums: u64 = threads.into_iter().map(|thread| thread.join().unwrap()).sum();
    println!("{} {} {} {:?}", caught, sums, 0u8.area(), block_on(tree(3)));
}
END

# try NAME [+TOOLCHAIN]
try() {
    local name=$1 profile row
    shift
    echo "-- $name"
    rm -rf Cargo.lock target
    for profile in dev release; do
        cargo "$@" run -q --offline --profile "$profile" >"$work/plain" 2>"$work/log" ||
            { wrong "$name: cargo: $(cat "$work/log")"; return; }
        "$piano" "$@" profile --profile "$profile" >"$work/both" 2>"$work/log" &&
            "$piano" report --json >"$work/json" 2>>"$work/log" || { wrong "$name: $(cat "$work/log")"; return; }
        is "$name, $profile: what it says" "$(head -n 1 "$work/both")" "$(cat "$work/plain")"
        for row in main=1 doubled=33 sum=3 Shape::area=1 fails=2 leaf=3 tree=1 block_on=1; do
            jq -e --arg name "${row%=*}" --argjson calls "${row#*=}" \
                'any(.functions[]; .name == $name and .calls == $calls)' "$work/json" >/dev/null ||
                wrong "$name, $profile: not so many calls: $row"
        done
        jq -e 'any(.functions[]; .name == "boxed" and .calls == 1 and .allocs == 1)' "$work/json" >/dev/null ||
            wrong "$name, $profile: an allocation is missing"
        grep -q 'left out' "$work/log" && wrong "$name, $profile: $(cat "$work/log")"
    done
}

try "the one in use"
for toolchain in 1.59.0 1.63.0; do
    rustup run "$toolchain" rustc --version >/dev/null 2>&1 && try "$toolchain" "+$toolchain"
done
if [ -x /usr/bin/cargo ] && [ "$(command -v cargo)" != /usr/bin/cargo ]; then
    PATH=/usr/bin:$PATH
    try "the system's"
fi
