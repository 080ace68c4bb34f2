//@ edition=2021
// Awaits that no token shows: the body becomes a future of its own.
use std::cell::Cell;
use std::future::Future;
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

struct Later(bool);
impl Future for Later {
    type Output = u32;
    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<u32> {
        if std::mem::replace(&mut self.0, true) { Poll::Ready(1) } else { Poll::Pending }
    }
}

macro_rules! wait {
    ($e:expr) => {
        $e.await
    };
    () => {
        Later(false).await
    };
}

async fn simple() -> u32 {
    wait!()
}

async fn unit() {
    wait!();
}

#[derive(Debug)]
struct Failure(String);
impl From<std::num::ParseIntError> for Failure {
    fn from(e: std::num::ParseIntError) -> Self {
        Failure(e.to_string())
    }
}

async fn converts(text: &str) -> Result<u32, Failure> {
    let n: u32 = text.parse()?;
    if n == 0 {
        Err(Failure("zero".into()))?;
    }
    Ok(n + wait!())
}

async fn boxes(flag: bool) -> Box<dyn Fn(u32) -> u32> {
    wait!();
    if flag {
        return Box::new(|x| x);
    }
    Box::new(|x| x + 1)
}

async fn never() -> ! {
    loop {
        wait!();
    }
}

async fn hides_a_type(
    n: u32,
) -> Result<
    impl Iterator<Item = impl Send> + 'static, // of numbers
    Failure,
> {
    if n == 0 {
        Err(Failure("none".into()))?;
    }
    wait!();
    Ok(vec![n].into_iter())
}

async fn hides_all() -> impl Fn(u32) -> u32 {
    wait!();
    |x| x + 1
}

async fn first_of<'a>(list: &'a mut Vec<u32>, _other: &str) -> &'a mut u32 {
    wait!();
    &mut list[0]
}

async fn elided(text: &str) -> Option<&str> {
    wait!();
    text.split(' ').next()
}

async fn keeps_a_cell(cell: Cell<u32>) -> u32 {
    let one = wait!();
    cell.set(one);
    wait!(Later(false));
    cell.get()
}

async fn closure_without_braces() -> u32 {
    let f = async |x: u32| Later(false).await + x;
    f(1).await
}

async fn shown_to_the_program() -> bool {
    assert!(Later(false).await == 1);
    dbg!(true)
}

struct Counter(u32);
impl Counter {
    async fn add(&mut self, r#type: u32) -> Result<&mut Self, r#Failure> {
        self.0 += r#type + wait!();
        Ok(self)
    }
    async unsafe fn peek(&self) -> u32 {
        wait!() + *std::ptr::addr_of!(self.0)
    }
}

trait Store {
    async fn get(&self) -> u32;
    async fn twice(&self) -> u32 {
        wait!(self.get()) * 2
    }
}

impl Store for u32 {
    async fn get(&self) -> u32 {
        *self + wait!()
    }
}

fn is_send<T: Send>(value: T) -> T {
    value
}

fn main() {
    println!("{} {:?}", block_on(simple()), block_on(unit()));
    println!("{:?} {:?}", block_on(converts("x")), block_on(converts("0")));
    println!("{}", block_on(boxes(true))(1) + block_on(boxes(false))(1));
    println!("{:?}", block_on(is_send(hides_a_type(1))).map(|i| i.count()));
    println!("{}", block_on(hides_all())(1));
    println!("{} {:?}", block_on(first_of(&mut vec![8], "")), block_on(elided("a b")));
    println!("{}", block_on(is_send(keeps_a_cell(Cell::new(0)))));
    println!("{} {}", block_on(closure_without_braces()), block_on(shown_to_the_program()));
    let mut counter = Counter(1);
    println!("{}", block_on(counter.add(1)).unwrap().0);
    println!("{} {}", block_on(unsafe { counter.peek() }), block_on(4u32.twice()));
    drop(never());
}
