use momento_functions_guest_web::web_function;

#[web_function(crate = "my_sdk")]
fn ping() {}

fn main() {}
