#![deny(warnings)]

momento_functions_guest_spawn::spawn!(tidy,);
fn tidy() {}

fn main() {}
