#![deny(warnings)]

momento_functions::spawn!(tidy,);
fn tidy() {}

fn main() {}
