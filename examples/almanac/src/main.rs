//! Reads a log of weather readings and prints a line of statistics for each station.
//!
//!     almanac [READINGS] [STATIONS]
//!
//! The log is made up on the spot, always the same for the same arguments.

mod journal;
mod reading;
mod stations;
mod summary;

use stations::Stations;
use summary::Summary;

fn argument(position: usize, default: usize) -> usize {
    std::env::args()
        .nth(position)
        .and_then(|text| text.parse().ok())
        .unwrap_or(default)
}

fn collect(log: &str) -> Stations {
    let mut stations = Stations::default();
    for line in log.lines() {
        match reading::parse(line) {
            Ok(reading) => stations.add(reading),
            Err(problem) => eprintln!("almanac: {problem}: {line}"),
        }
    }
    stations
}

/// Two threads share the stations between them.
fn summarise(stations: &Stations) -> Vec<Summary> {
    let half = stations.all().len() / 2;
    let (left, right) = stations.all().split_at(half);
    std::thread::scope(|scope| {
        let other = scope.spawn(|| summary::of_each(right));
        let mut summaries = summary::of_each(left);
        summaries.extend(other.join().expect("the other half is summarised"));
        summaries
    })
}

fn main() {
    let log = journal::write(argument(1, 60_000), argument(2, 400));
    let stations = collect(&log);
    let mut summaries = summarise(&stations);
    summaries.sort_by(|a, b| b.highest.total_cmp(&a.highest));
    for summary in summaries.iter().take(5) {
        println!("{}", summary.line());
    }
}
