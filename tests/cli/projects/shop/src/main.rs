//! Serves some customers; the first argument says what else happens.

mod till;

extern "C" {
    fn signal(number: i32, handler: usize) -> usize;
}

const SIGTERM: i32 = 15;
const IGNORED: usize = 1;

fn größe(of: &str) -> usize {
    of.to_string().len()
}

fn serve(customer: usize) -> usize {
    let basket = "apple ".repeat(customer);
    till::scan(&basket) + größe(&basket)
}

fn wait() {
    println!("ready");
    loop {
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
}

fn stock(boxes: usize) {
    let shelf: Vec<Box<usize>> = (0..boxes).map(Box::new).collect();
    std::thread::sleep(std::time::Duration::from_millis(30));
    std::hint::black_box(shelf);
}

fn greet() {
    let mut name = String::new();
    while std::io::stdin().read_line(&mut name).is_ok_and(|read| read > 0) {}
    print!("hello {name}");
}

fn main() {
    let total: usize = (1..=5).map(serve).sum();
    let how = std::env::args().nth(1).unwrap_or_default();
    match how.as_str() {
        "fail" => {
            eprintln!("shop: out of apples");
            std::process::exit(3);
        }
        "panic" => panic!("no more apples"),
        "wait" => wait(),
        "stubborn" => {
            unsafe { signal(SIGTERM, IGNORED) };
            wait();
        }
        "draw" => {
            std::process::Command::new("stty").args(["raw", "-echo"]).status().unwrap();
            println!("\x1b[?1049h\x1b[?25l");
            std::process::abort();
        }
        "abort" => std::process::abort(),
        "greet" => greet(),
        "stock" => stock(std::env::args().nth(2).map_or(0, |boxes| boxes.parse().unwrap())),
        _ => println!("{total}"),
    }
}
