momento_functions::post!(ping);
fn ping() {}

momento_functions::invoke!(pong);
fn pong() {}

fn main() {}
