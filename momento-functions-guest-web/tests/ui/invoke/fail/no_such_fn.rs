use momento_functions_guest_web::invoke;

invoke!(greet);
fn greets() {}

fn main() {}
