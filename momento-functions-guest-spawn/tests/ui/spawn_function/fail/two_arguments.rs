use momento_functions_guest_spawn::spawn_function;

#[spawn_function]
fn index(_table: String, _payload: String) {}

fn main() {}
