#![deny(warnings)]

#[momento_functions_guest_spawn::spawn_function]
fn tidy() {}

fn main() {}
