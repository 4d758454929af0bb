//! Answers `pong` through the older contract, whose bodies are plain bytes.

momento_functions::post!(ping);
fn ping(_payload: Vec<u8>) -> FunctionResult<Vec<u8>> {
    Ok(b"pong".to_vec())
}

#[cfg(test)]
mod tests {
    #[test]
    fn it_answers_pong() {
        assert_eq!(super::ping(Vec::new()).unwrap(), b"pong");
    }
}
