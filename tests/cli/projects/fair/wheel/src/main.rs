fn turn(seats: u32) -> u32 {
    seats.rotate_left(1)
}

fn rest(seats: u32) -> u32 {
    turn(seats) / 2
}

fn main() {
    println!("{}", rest(8));
}
