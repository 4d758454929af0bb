use momento_functions_guest_web::invoke;

invoke!(greet);
fn greet<T: Into<String>>(_name: T) {}

fn main() {}
