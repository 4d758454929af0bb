use momento_functions_guest_spawn::spawn;

spawn!(index);
fn indexes(_payload: String) {}

fn main() {}
