fn main() {
    let mut game = tales::Game::default();
    for _ in 0..10 {
        game.tick();
    }
}
