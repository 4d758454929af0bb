momento_functions::post!(ping);
fn ping(_payload: u32) -> FunctionResult<Vec<u8>> {
    Ok(vec![])
}

fn main() {}
