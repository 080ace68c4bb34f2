pub fn shared() -> &'static str { module_path!() }
