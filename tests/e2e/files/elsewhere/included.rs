/// The location is that of the file itself.
pub fn included_deeper() -> String { format!("{}:{} {}", file!(), line!(), module_path!()) }
