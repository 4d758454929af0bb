use momento_functions::{Method, post_function};

#[post_function]
fn ping(_: Method, _: Method, _: Method, _: Method, _: Method, _: Method, _: Method, _: Method, _payload: Vec<u8>) {}

fn main() {}
