use momento_functions_guest_web::invoke;

invoke!(ping);
fn ping() {}

invoke!(greet);
fn greet() {}

fn main() {}
