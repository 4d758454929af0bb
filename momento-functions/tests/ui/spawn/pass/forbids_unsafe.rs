#![forbid(unsafe_code)]
#![deny(warnings)]
use momento_functions as sdk;

sdk::spawn!(index);
fn index(_payload: String) {}

fn main() {}
