//@ edition=2021 program optimised
// What an optimised crate gets. A short function that calls itself has its probe in its own code.
mod inner {
    pub(crate) fn twice(n: u32) -> u32 {
        n * 2
    }
}

macro_rules! getter {
    ($name:ident) => {
        fn $name() -> u32 {
            inner::twice(4)
        }
    };
}

getter!(eight);

fn fib(n: u32) -> u32 {
    if n < 2 { n } else { fib(n - 1) + fib(n - 2) }
}

struct Tree(Vec<Tree>);

impl Tree {
    fn depth(&self) -> usize {
        self.0.iter().map(|below| Self::depth(below)).max().map_or(0, |most| most + 1)
    }
    fn chain(&self, left: u32) -> u32 {
        if left == 0 { 0 } else { 1 + self.chain(left - 1) }
    }
    // Those of the same name are others.
    fn len(&self) -> usize {
        self.0.len()
    }
    fn new() -> Tree {
        Tree(Vec::new())
    }
    fn is_empty(&self) -> bool {
        fn not_is_empty(len: usize) -> bool { len == 0 }
        not_is_empty(self.len())
    }
}

fn main() {
    println!("{} {}", inner::twice(eight()), fib(10));
    let tree = Tree(vec![Tree::new()]);
    println!("{} {} {} {}", tree.depth(), tree.chain(3), tree.len(), tree.is_empty());
}
