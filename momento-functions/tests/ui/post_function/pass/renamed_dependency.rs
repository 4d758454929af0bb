#![deny(warnings)]

mod vendor {
    pub use momento_functions as momento;
}

#[vendor::momento::post_function(crate = crate::vendor::momento)]
fn ping() {}

fn main() {}
