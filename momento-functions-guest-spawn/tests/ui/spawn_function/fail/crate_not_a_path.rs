use momento_functions_guest_spawn::spawn_function;

#[spawn_function(crate = "momento_functions_guest_spawn")]
fn index(_payload: String) {}

fn main() {}
