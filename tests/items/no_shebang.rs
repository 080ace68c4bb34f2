#!/* no shebang */ [allow(unused)] //~ file root 1:35
fn after_attribute() {} //~ fn after_attribute
