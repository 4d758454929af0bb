use momento_functions::spawn;

spawn!();
spawn!(index, tidy);
spawn!("index");
spawn!(index(payload));
spawn!(fn index() {});

fn index(_payload: String) {}
fn tidy() {}

fn main() {}
