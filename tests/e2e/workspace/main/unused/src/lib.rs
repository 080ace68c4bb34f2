compile_error!("nobody asked for this crate");
