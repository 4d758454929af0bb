use momento_functions::spawn;

spawn!(INDEX);
static INDEX: &str = "index";

fn main() {}
