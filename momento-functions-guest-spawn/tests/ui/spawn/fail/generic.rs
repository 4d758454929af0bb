use momento_functions_guest_spawn::spawn;

spawn!(index);
fn index<T>(_payload: T) {}

fn main() {}
