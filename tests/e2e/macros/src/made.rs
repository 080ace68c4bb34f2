//! What the rules write.

literal!();

named! {
    /// The first.
    pub one => 1;
    #[inline]
    two => one() + 1;
    r#fn => 3;
}

getters!(Point { x: u32, y: u32, });

with_body!(block_body { 4 });
with_body!(token_body, a, b => u32 { a + b });
constant!(const seven);
callback!(runs_it, fn passed_on() { 8 });
nested!(outer_module, inner_function);

pub struct Set<'a, T>(&'a T);
pub trait Join {
    fn join(&self) -> usize;
}
pub trait Shape {}
impl Shape for u8 {}
joins!(
    &'a Set<'a, u8>,
    (std::rc::Rc<std::cell::Cell<u64>>, std::rc::Rc<std::cell::Cell<u64>>, std::rc::Rc<u8>),
);
own_methods!(Set<'_, u16>, dyn Shape + Send);

mod local {
    macro_rules! methods {
        ($($name:ident),*) => { $(fn $name(&self) -> u32 { 5 })* };
    }
    pub struct Local;
    impl Local {
        methods!(five, cinq);
        pub fn both(&self) -> u32 {
            self.five() + self.cinq()
        }
    }
    pub trait Both {
        methods!(provided);
    }
    impl Both for Local {}
}

fn poll_now<F: std::future::Future>(future: F) -> F::Output {
    let waker = std::task::Waker::noop();
    match Box::pin(future).as_mut().poll(&mut std::task::Context::from_waker(waker)) {
        std::task::Poll::Ready(x) => x,
        std::task::Poll::Pending => unreachable!(),
    }
}

pub fn run() {
    use local::Both;
    const AT_COMPILE_TIME: u8 = seven();
    println!("{} {} {} {}", literal_name(), one(), two(), r#fn());
    let point = Point::new(1, 2);
    println!("{} {} {point} {}", point.x(), point.y(), poll_now(point.later()));
    println!("{} {} {AT_COMPILE_TIME} {}", block_body(), token_body(1, 2), runs_it());
    println!("{} {}", outer_module::inner_function(), within_function!(1) + within_function!(2));
    let parts = (Default::default(), Default::default(), Default::default());
    println!("{} {}", (&Set(&1_u8)).join(), parts.join());
    println!("{} {}", Set(&1_u16).own(), (&1_u8 as &(dyn Shape + Send)).own());
    println!("{} {}", local::Local.both(), local::Local.provided());
}
