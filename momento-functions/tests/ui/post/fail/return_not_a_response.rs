momento_functions::post!(ping);
fn ping(_payload: Vec<u8>) -> u32 {
    1
}

fn main() {}
