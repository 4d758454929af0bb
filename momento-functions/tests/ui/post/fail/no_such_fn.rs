momento_functions::post!(ping);
fn pong() {}

fn main() {}
