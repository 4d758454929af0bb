use momento_functions_guest_spawn::spawn;

spawn!(index);
fn index(_payload: String) {}

mod other {
    use momento_functions_guest_spawn::spawn;

    spawn!(tidy);
    fn tidy() {}
}

fn main() {}
