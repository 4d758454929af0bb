use momento_functions::spawn;

spawn!(index);
async fn index(_payload: String) {}

fn main() {}
