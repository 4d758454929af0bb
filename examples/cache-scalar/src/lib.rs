//! Keeps each body under a key, and gives it back: neither way does it enter the function's memory.

use momento_functions_bytes::Data;
use momento_functions_cache::{delete, get, set};
use momento_functions_guest_web::{Method, OrStatus, Path, WebError, WebResult, invoke};
use std::time::Duration;

invoke!(store);
fn store(Path(key): Path<String>, method: Method, body: Data) -> WebResult<Data> {
    if key.is_empty() {
        return Err(WebError::new(404, "the path names no key"));
    }
    match method.as_str() {
        "GET" => Ok(get(&key)?.or_status(404)?),
        "PUT" => {
            set(&key, body, Duration::from_secs(3600))?;
            Ok(Data::default())
        }
        "DELETE" => {
            delete(&key)?;
            Ok(Data::default())
        }
        other => Err(WebError::new(
            405,
            format!("there is no way to {other} a key"),
        )),
    }
}
