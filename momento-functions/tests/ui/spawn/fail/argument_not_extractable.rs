use momento_functions::spawn;

spawn!(index);
fn index(_payload: u32) {}

fn main() {}
