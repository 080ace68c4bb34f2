//@ edition=2021 program tests
fn double(x: u32) -> u32 {
    x * 2
}

fn main() {
    println!("{}", double(2));
}

#[cfg(test)]
mod tests {
    #[test]
    fn doubles() -> Result<(), String> {
        if super::double(2) == 4 { Ok(()) } else { Err("no".into()) }
    }
}
