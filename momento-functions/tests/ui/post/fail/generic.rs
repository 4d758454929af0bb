momento_functions::post!(ping);
fn ping<T>(_payload: T) {}

fn main() {}
