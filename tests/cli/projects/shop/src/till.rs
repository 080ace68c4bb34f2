fn price(item: &str) -> usize {
    item.len()
}

pub fn scan(basket: &str) -> usize {
    basket.split_whitespace().map(price).sum()
}
