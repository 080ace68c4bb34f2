fn not_utf8() { "ÿþ"; } //~ fn not_utf8 @16
// é
fn after() {} //~ fn after
