//! Something of everything that the examples in the help and in the README name.

pub mod lexer;
pub mod resolver;

pub fn log(message: &str) -> String {
    format!("tales: {message}")
}

#[derive(Default)]
pub struct Parser {
    items: Vec<usize>,
}

impl Parser {
    pub fn parse(&mut self, text: &str) {
        for word in lexer::words(text) {
            self.parse_item(word);
        }
    }

    fn parse_item(&mut self, word: &str) {
        self.items.push(resolver::resolve(word));
    }
}

#[derive(Default)]
pub struct Game {
    parser: Parser,
}

impl Game {
    pub fn tick(&mut self) -> String {
        self.parser.parse("once upon a time");
        log("tick")
    }
}
