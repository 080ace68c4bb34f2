/// Written by the test.
mod made;

fn main() {
    println!("{}", made::all());
}
