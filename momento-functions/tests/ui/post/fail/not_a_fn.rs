momento_functions::post!(PING);
const PING: u8 = 1;

fn main() {}
