//! What the almanac says of a station.

use crate::stations::Station;

pub struct Summary {
    name: String,
    days: usize,
    lowest: f64,
    median: f64,
    pub highest: f64,
}

fn sorted(values: &[f64]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted
}

fn distinct(days: &[u16]) -> usize {
    let mut days = days.to_vec();
    days.sort_unstable();
    days.dedup();
    days.len()
}

impl Summary {
    fn of(station: &Station) -> Self {
        let sorted = sorted(&station.temperatures);
        Self {
            name: station.name.clone(),
            days: distinct(&station.days),
            lowest: sorted[0],
            median: sorted[sorted.len() / 2],
            highest: sorted[sorted.len() - 1],
        }
    }

    pub fn line(&self) -> String {
        format!(
            "{}  {:>4} days  {:>6.1} {:>6.1} {:>6.1}",
            self.name, self.days, self.lowest, self.median, self.highest
        )
    }
}

pub fn of_each(stations: &[Station]) -> Vec<Summary> {
    stations.iter().map(Summary::of).collect()
}
