use momento_functions_guest_spawn::spawn;

spawn!(INDEX);
static INDEX: &str = "index";

fn main() {}
