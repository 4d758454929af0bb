use momento_functions_guest_spawn::spawn;

spawn!(index);
fn index(_table: String, _payload: String) {}

fn main() {}
