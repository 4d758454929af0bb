use momento_functions::spawn;

spawn!(index);
fn index(_table: String, _payload: String) {}

fn main() {}
