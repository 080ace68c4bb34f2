//! As strict as the table of lints in the manifest.

fn main() {
    println!("{} {} {}", strict::doubled(2), bare::most(&[1, 3, 2]), shadow::shadowed());
}
