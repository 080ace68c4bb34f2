//@ edition=2021
// Every await is in plain sight: a guard, and a hook before each `.await`.
use std::cell::Cell;
use std::future::{pending, ready, Future, IntoFuture, Ready};
use std::mem::size_of_val;
use std::pin::{pin, Pin};
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

/// Suspends once.
struct Later(bool);
impl Future for Later {
    type Output = u32;
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<u32> {
        cx.waker().wake_by_ref();
        if std::mem::replace(&mut self.0, true) { Poll::Ready(1) } else { Poll::Pending }
    }
}

async fn leaf() -> u32 {
    Later(false).await
}

async fn nothing() {}

async fn no_await(x: u32) -> u32 {
    if x > 3 {
        return 3;
    }
    x
}

struct Failure(String);
impl From<std::num::ParseIntError> for Failure {
    fn from(e: std::num::ParseIntError) -> Self {
        Failure(e.to_string())
    }
}

async fn converts(text: &str) -> Result<u32, Failure> {
    let n: u32 = text.parse()?;
    if n == 0 {
        return Err(Failure("zero".into()));
    }
    Ok(n + leaf().await)
}

async fn boxes(flag: bool) -> Box<dyn Fn(u32) -> u32> {
    leaf().await;
    if flag {
        return Box::new(|x| x);
    }
    Box::new(|x| x + 1)
}

async fn recursive(n: u32) -> u32 {
    if n == 0 { 0 } else { 1 + Box::pin(recursive(n - 1)).await }
}

fn through_box(n: u32) -> Pin<Box<dyn Future<Output = u32> + Send>> {
    Box::pin(mutual(n))
}

async fn mutual(n: u32) -> u32 {
    if n == 0 { 0 } else { 1 + through_box(n - 1).await }
}

async fn keeps_a_cell(cell: Cell<u32>) -> u32 {
    let one = leaf().await;
    cell.set(one);
    leaf().await;
    cell.get()
}

struct Request;
impl IntoFuture for Request {
    type Output = u32;
    type IntoFuture = Ready<u32>;
    fn into_future(self) -> Ready<u32> {
        ready(5)
    }
}

async fn into() -> u32 {
    Request.await + (&mut ready(1)).await + Box::pin(leaf()).as_mut().await
}

async fn dynamic(future: Box<dyn Future<Output = u32> + Unpin + Send>) -> u32 {
    future.await
}

struct Lock(u32);
struct Held<'a>(&'a Lock);
impl Drop for Held<'_> {
    fn drop(&mut self) {
        println!("unlock");
    }
}
impl Lock {
    async fn lock<'a>(&'a self, _: &str) -> Held<'a> {
        leaf().await;
        Held(self)
    }
}
impl Held<'_> {
    async fn value(&self) -> u32 {
        self.0.0
    }
}

async fn tail_temporaries(lock: &Lock) -> u32 {
    lock.lock("").await.value().await
}

async fn forever() -> ! {
    loop {
        pending::<()>().await
    }
}

async fn hides_a_type() -> Result<impl Iterator<Item = impl Send>, Failure> {
    leaf().await;
    Ok(vec![1].into_iter())
}

async fn first_of<'a>(list: &'a mut Vec<u32>, _other: &str) -> &'a mut u32 {
    leaf().await;
    &mut list[0]
}

async fn in_macros() -> String {
    println!("{} {}", leaf().await, no_await(9).await);
    assert_eq!(leaf().await, 1, "{}", leaf().await);
    let list = vec![leaf().await, 2];
    format!("{list:?} {}", matches!(leaf().await, 1))
}

async fn nested_blocks() -> u32 {
    let block = async { leaf().await + 1 };
    let moved = async move { leaf().await + 2 };
    let closure = |x: u32| async move { leaf().await + x };
    async fn inner() -> u32 {
        leaf().await
    }
    const fn three() -> u32 {
        3
    }
    block.await + moved.await + closure(three()).await + inner().await
}

async fn generic<F>(future: F) -> F::Output
where
    F: IntoFuture,
{
    future.await
}

async fn odd_places(x: Option<u32>) -> Option<u32> {
    let y = match leaf().await {
        1 => x?,
        other => other,
    };
    let z = -ready(1i64).await as u32;
    let w = async { y }
        // a comment between
        .await;
    for _ in 0..leaf().await {
        if leaf().await == 2 {
            break;
        }
    }
    let untyped = ready(Default::default()).await;
    let typed: u32 = untyped;
    Some(w.wrapping_add(z).wrapping_add(typed))
}

trait Store {
    async fn get(&self) -> u32;
    async fn twice(&self) -> u32 {
        self.get().await * 2
    }
}

impl Store for u32 {
    async fn get(&self) -> u32 {
        leaf().await + *self
    }
}

async unsafe fn dangerous(p: *const u32) -> u32 {
    let x = unsafe { *p };
    x + leaf().await
}

async fn by_value(bytes: [u8; 1000]) -> u8 {
    leaf().await;
    bytes[0]
}

async fn by_value_again(bytes: [u8; 1000]) -> u8 {
    by_value(bytes).await
}

/// The body as it was written, without a probe: what a future may grow by is held against it.
fn unmeasured(bytes: [u8; 1000]) -> impl Future<Output = u8> {
    async move {
        let inner = async move {
            Later(false).await;
            bytes[0]
        };
        inner.await
    }
}

fn is_send<T: Send>(value: T) -> T {
    value
}

fn main() {
    println!("{:?}", block_on(converts("x")).map_err(|e| e.0));
    println!("{:?} {:?}", block_on(converts("0")).is_err(), block_on(converts("4")).ok());
    println!("{}", block_on(boxes(true))(1) + block_on(boxes(false))(1));
    println!("{} {}", block_on(recursive(3)), block_on(is_send(mutual(3))));
    println!("{} {}", block_on(is_send(keeps_a_cell(Cell::new(0)))), block_on(into()));
    println!("{}", block_on(dynamic(Box::new(ready(1)))));
    println!("{}", block_on(tail_temporaries(&Lock(3))));
    println!("{}", block_on(hides_a_type()).ok().unwrap().count());
    println!("{}", block_on(first_of(&mut vec![8], "")));
    println!("{} {}", block_on(in_macros()), block_on(nested_blocks()));
    println!("{} {:?}", block_on(generic(Request)), block_on(odd_places(Some(1))));
    println!("{} {}", block_on(5u32.twice()), block_on(unsafe { dangerous(&1) }));
    println!("{}", block_on(by_value_again([9; 1000])));
    block_on(nothing());
    drop(forever());
    let sizes = (size_of_val(&by_value([0; 1000])), size_of_val(&by_value_again([0; 1000])));
    println!("{}", sizes.1 - sizes.0 <= 1001 + 32);
    println!("{}", size_of_val(&unmeasured([0; 1000])) > 1000);
}
