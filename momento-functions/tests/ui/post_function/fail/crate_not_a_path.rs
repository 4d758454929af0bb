#[momento_functions::post_function(crate = momento_functions())]
fn ping() {}

fn main() {}
