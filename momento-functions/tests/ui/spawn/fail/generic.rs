use momento_functions::spawn;

spawn!(index);
fn index<T>(_payload: T) {}

fn main() {}
