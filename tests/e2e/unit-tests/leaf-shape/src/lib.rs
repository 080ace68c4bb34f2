pub fn length() -> usize {
    twig::length() + twig::length()
}
