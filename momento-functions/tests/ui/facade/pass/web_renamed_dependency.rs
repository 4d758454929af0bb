#![deny(warnings)]

mod vendor {
    pub use momento_functions as momento;
}

#[vendor::momento::web_function(crate = crate::vendor::momento)]
fn ping() {}

fn main() {}
