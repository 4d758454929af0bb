//! Any error with a text will do; the function stays callable.
use momento_functions::{FunctionResult, WebError, spawn};

spawn!(jobs::index);
mod jobs {
    use super::{FunctionResult, WebError};

    pub fn index(payload: Vec<u8>) -> FunctionResult<()> {
        if payload.is_empty() { Err(WebError::message("nothing to index")) } else { Ok(()) }
    }
}

fn main() {
    assert!(jobs::index(vec![1]).is_ok());
}
