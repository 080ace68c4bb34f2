fn 値段(item: &str) -> usize {
    item.len()
}

pub fn scan(basket: &str) -> usize {
    basket.split_whitespace().map(値段).sum()
}
