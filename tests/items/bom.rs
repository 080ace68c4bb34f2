//~ file root 1:4
fn after_bom() {} //~ fn after_bom @17
