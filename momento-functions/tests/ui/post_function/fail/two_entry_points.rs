use momento_functions::{post_function, web_function};

#[post_function]
fn ping() {}

#[web_function]
fn pong() {}

fn main() {}
