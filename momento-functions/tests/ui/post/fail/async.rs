momento_functions::post!(ping);
async fn ping(payload: Vec<u8>) -> FunctionResult<Vec<u8>> {
    Ok(payload)
}

fn main() {}
