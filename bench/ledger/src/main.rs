//! Sums up a ledger: lines of text are parsed, their amounts computed from small formulas, booked to
//! accounts, and printed by month. What a program of this kind costs under a profiler is measured
//! with it: functions from some nanoseconds to some milliseconds long, many of which allocate.
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Number(f64),
    Word(String),
    Sign(char),
}

struct Booking {
    month: String,
    account: String,
    amount: f64,
    words: Vec<String>,
}

#[cfg_attr(feature = "hotpath", hotpath::measure)]
fn next_random(state: &mut u64) -> u64 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    *state
}

#[cfg_attr(feature = "hotpath", hotpath::measure)]
fn write_line(text: &mut String, number: u64, state: &mut u64) {
    const ACCOUNTS: [&str; 6] = ["rent", "food", "travel", "books", "tools", "heating"];
    let random = next_random(state);
    let account = ACCOUNTS[(random % 6) as usize];
    let (a, b, c) = (random >> 8 & 255, random >> 16 & 63, (random >> 24 & 15) + 1);
    writeln!(text, "2024-{:02} {account} ({a} + {b}.5) * {c} - {a} / {c} note {number} of the year", number % 12 + 1)
        .unwrap();
}

#[cfg_attr(feature = "hotpath", hotpath::measure)]
fn write_ledger(lines: u64) -> String {
    let mut text = String::new();
    let mut state = 0x9e3779b97f4a7c15;
    for number in 0..lines {
        write_line(&mut text, number, &mut state);
    }
    text
}

#[cfg_attr(feature = "hotpath", hotpath::measure)]
fn scan_number(text: &str) -> (f64, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    (text[..end].parse().unwrap(), &text[end..])
}

#[cfg_attr(feature = "hotpath", hotpath::measure)]
fn scan_word(text: &str) -> (String, &str) {
    let end = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    (text[..end].to_string(), &text[end..])
}

#[cfg_attr(feature = "hotpath", hotpath::measure)]
fn scan(mut text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    while let Some(c) = text.chars().next() {
        if c.is_ascii_digit() {
            let (number, rest) = scan_number(text);
            tokens.push(Token::Number(number));
            text = rest;
        } else if c.is_ascii_alphabetic() {
            let (word, rest) = scan_word(text);
            tokens.push(Token::Word(word));
            text = rest;
        } else {
            if c != ' ' {
                tokens.push(Token::Sign(c));
            }
            text = &text[c.len_utf8()..];
        }
    }
    tokens
}

#[cfg_attr(feature = "hotpath", hotpath::measure)]
fn atom(tokens: &[Token], at: &mut usize) -> f64 {
    *at += 1;
    match tokens[*at - 1] {
        Token::Number(number) => number,
        Token::Sign('(') => {
            let value = sum(tokens, at);
            *at += 1;
            value
        }
        _ => panic!("not a formula"),
    }
}

#[cfg_attr(feature = "hotpath", hotpath::measure)]
fn product(tokens: &[Token], at: &mut usize) -> f64 {
    let mut value = atom(tokens, at);
    while let Some(Token::Sign(sign @ ('*' | '/'))) = tokens.get(*at) {
        *at += 1;
        let factor = atom(tokens, at);
        value = if *sign == '*' { value * factor } else { value / factor };
    }
    value
}

#[cfg_attr(feature = "hotpath", hotpath::measure)]
fn sum(tokens: &[Token], at: &mut usize) -> f64 {
    let mut value = product(tokens, at);
    while let Some(Token::Sign(sign @ ('+' | '-'))) = tokens.get(*at) {
        *at += 1;
        let term = product(tokens, at);
        value = if *sign == '+' { value + term } else { value - term };
    }
    value
}

#[cfg_attr(feature = "hotpath", hotpath::measure)]
fn parse_line(line: &str) -> Booking {
    let (month, rest) = line.split_at(7);
    let tokens = scan(rest);
    let Token::Word(account) = &tokens[0] else { panic!("no account") };
    let mut at = 1;
    let amount = sum(&tokens, &mut at);
    let words = tokens[at..].iter().filter_map(|token| match token {
        Token::Word(word) => Some(word.clone()),
        _ => None,
    });
    Booking { month: month.to_string(), account: account.clone(), amount, words: words.collect() }
}

#[cfg_attr(feature = "hotpath", hotpath::measure)]
fn parse(text: &str) -> Vec<Booking> {
    text.lines().map(parse_line).collect()
}

#[cfg_attr(feature = "hotpath", hotpath::measure)]
fn book(accounts: &mut BTreeMap<(String, String), f64>, booking: &Booking) {
    *accounts.entry((booking.month.clone(), booking.account.clone())).or_default() += booking.amount;
}

#[cfg_attr(feature = "hotpath", hotpath::measure)]
fn count_words(bookings: &[Booking]) -> usize {
    let mut counts: HashMap<&str, u32> = HashMap::new();
    for word in bookings.iter().flat_map(|booking| &booking.words) {
        *counts.entry(word).or_default() += 1;
    }
    counts.len()
}

#[cfg_attr(feature = "hotpath", hotpath::measure)]
fn show(accounts: &BTreeMap<(String, String), f64>) -> String {
    let mut text = String::new();
    for ((month, account), amount) in accounts {
        writeln!(text, "{month} {account:<10} {amount:>14.2}").unwrap();
    }
    text
}

#[cfg_attr(feature = "hotpath", hotpath::measure)]
fn year(lines: u64) -> String {
    let text = write_ledger(lines);
    let bookings = parse(&text);
    let mut accounts = BTreeMap::new();
    for booking in &bookings {
        book(&mut accounts, booking);
    }
    let words = count_words(&bookings);
    format!("{}{words} words\n", show(&accounts))
}

#[cfg_attr(feature = "hotpath", hotpath::main)]
fn main() {
    let argument = |at, or| std::env::args().nth(at).map_or(or, |n| n.parse().unwrap());
    let (years, lines) = (argument(1, 1), argument(2, 10_000));
    let mut total = 0;
    for _ in 0..years {
        total += year(lines).len();
    }
    println!("{total}");
}
