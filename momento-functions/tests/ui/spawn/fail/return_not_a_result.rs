use momento_functions::spawn;

spawn!(index);
fn index(_payload: String) -> &'static str {
    "indexed"
}

fn main() {}
