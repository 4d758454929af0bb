use momento_functions::Method;

momento_functions::post!(ping);
fn ping(_: Method, _: Method, _: Method, _: Method, _: Method, _: Method, _: Method, _: Method, _: Vec<u8>) {}

fn main() {}
