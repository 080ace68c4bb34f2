//! A library whose unit tests need a package that needs the library.

pub fn length() -> usize {
    std::hint::black_box(3)
}

#[cfg(test)]
mod tests {
    mod cases;

    fn folder() -> String {
        let here = std::env::current_dir().unwrap();
        here.file_name().unwrap().to_str().unwrap().to_string()
    }

    #[test]
    fn runs_in_the_packages_folder() {
        assert_eq!(folder(), "twig");
    }
}
