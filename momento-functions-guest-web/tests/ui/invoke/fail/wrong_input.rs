use momento_functions_guest_web::invoke;

invoke!();
invoke!(ping, greet);
invoke!("ping");
invoke!(ping());
invoke!(|body| body);
invoke!(fn pong() {});

fn ping() {}
fn greet() {}

fn main() {}
