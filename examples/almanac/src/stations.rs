//! All readings, station by station, in the order in which the stations first appear.

use crate::reading::Reading;

pub struct Station {
    pub name: String,
    pub days: Vec<u16>,
    pub temperatures: Vec<f64>,
}

#[derive(Default)]
pub struct Stations {
    stations: Vec<Station>,
}

impl Stations {
    /// Walks the whole list: with many stations, most of the program's time goes here.
    fn position(&self, name: &str) -> Option<usize> {
        self.stations.iter().position(|station| station.name == name)
    }

    pub fn add(&mut self, reading: Reading) {
        let position = self.position(&reading.station).unwrap_or_else(|| {
            self.stations.push(Station {
                name: reading.station.clone(),
                days: Vec::new(),
                temperatures: Vec::new(),
            });
            self.stations.len() - 1
        });
        let station = &mut self.stations[position];
        station.days.push(reading.day);
        station.temperatures.push(reading.temperature);
    }

    pub fn all(&self) -> &[Station] {
        &self.stations
    }
}
