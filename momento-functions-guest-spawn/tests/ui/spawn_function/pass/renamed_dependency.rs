#![deny(warnings)]

mod vendor {
    pub use momento_functions_guest_spawn as jobs;
}

#[vendor::jobs::spawn_function(crate = crate::vendor::jobs)]
fn index(_payload: Vec<u8>) {}

fn main() {}
