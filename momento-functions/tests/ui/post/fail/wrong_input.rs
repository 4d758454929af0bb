momento_functions::post!();
momento_functions::post!(ping, pong);
momento_functions::post!(1);

fn ping() {}
fn pong() {}

fn main() {}
