//! One line of the log.

pub struct Reading {
    pub station: String,
    pub day: u16,
    pub temperature: f64,
}

fn field<'a>(fields: &mut std::str::Split<'a, char>, name: &str) -> Result<&'a str, String> {
    fields.next().ok_or_else(|| format!("the {name} is missing"))
}

fn number<T: std::str::FromStr>(text: &str, name: &str) -> Result<T, String> {
    text.parse().map_err(|_| format!("the {name} is no number"))
}

pub fn parse(line: &str) -> Result<Reading, String> {
    let mut fields = line.split(';');
    Ok(Reading {
        station: field(&mut fields, "station")?.to_string(),
        day: number(field(&mut fields, "day")?, "day")?,
        temperature: number(field(&mut fields, "temperature")?, "temperature")?,
    })
}
