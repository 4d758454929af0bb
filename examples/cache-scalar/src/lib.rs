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

#[cfg(test)]
mod tests {
    use super::*;

    #[momento_functions_test::test]
    fn a_body_is_kept_for_an_hour_or_until_it_is_deleted() {
        let store = |method, body: &'static str| {
            let stored = store(Path("key".to_owned()), Method(method), body.into());
            stored.map(Data::into_bytes)
        };
        store("PUT", "value").unwrap();
        assert_eq!(store("GET", "").unwrap(), b"value");
        store("DELETE", "").unwrap();
        assert_eq!(store("GET", "").unwrap_err().status(), 404);
        store("PUT", "value").unwrap();
        momento_functions_test::advance_clock(Duration::from_secs(3600));
        assert_eq!(store("GET", "").unwrap_err().status(), 404);
        assert_eq!(store("PATCH", "").unwrap_err().status(), 405);
    }
}
