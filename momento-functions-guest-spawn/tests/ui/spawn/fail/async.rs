use momento_functions_guest_spawn::spawn;

spawn!(index);
async fn index(_payload: String) {}

fn main() {}
