use momento_functions_guest_web::web_function;

#[web_function("/ping", method(POST), crate = momento_functions_guest_web)]
fn ping() {}

fn main() {}
