use momento_functions::spawn;

spawn!(index);
fn indexes(_payload: String) {}

fn main() {}
