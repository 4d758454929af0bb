use momento_functions_guest_spawn::spawn_function;

#[spawn_function]
fn index(_payload: Option<u32>) {}

fn main() {}
