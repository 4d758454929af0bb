use momento_functions_guest_spawn::spawn_function;

#[spawn_function]
fn index(_payload: String) -> Vec<u8> {
    vec![]
}

fn main() {}
