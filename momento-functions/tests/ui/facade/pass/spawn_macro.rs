#![deny(warnings)]

momento_functions::spawn!(index);
fn index(_payload: String) {}

fn main() {}
