//! Makes up a log: one reading a line, `station;day;temperature`.

/// The xorshift generator of Marsaglia's "Xorshift RNGs" (2003).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }
}

fn temperature(dice: &mut Dice, day: usize) -> f64 {
    let season = (day as f64 / 365.0 * std::f64::consts::TAU).sin() * 12.0;
    let weather = dice.roll(120) as f64 / 10.0 - 6.0;
    9.0 + season + weather
}

pub fn write(readings: usize, stations: usize) -> String {
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let mut log = String::new();
    for number in 0..readings {
        let station = dice.roll(stations.max(1) as u64);
        let day = number % 365;
        let temperature = temperature(&mut dice, day);
        log.push_str(&format!("station-{station:04};{day};{temperature:.1}\n"));
    }
    log
}
