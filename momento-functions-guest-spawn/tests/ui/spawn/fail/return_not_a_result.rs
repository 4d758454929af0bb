use momento_functions_guest_spawn::spawn;

spawn!(index);
fn index(_payload: String) -> &'static str {
    "indexed"
}

fn main() {}
