use momento_functions_guest_spawn::spawn;

spawn!(index);
fn index(_payload: u32) {}

fn main() {}
