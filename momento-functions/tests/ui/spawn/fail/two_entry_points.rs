use momento_functions::spawn;

spawn!(index);
fn index(_payload: String) {}

mod other {
    use momento_functions::spawn;

    spawn!(tidy);
    fn tidy() {}
}

fn main() {}
