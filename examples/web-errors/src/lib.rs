//! Answers with errors that carry a status of their own.

use momento_functions_bytes::Data;
use momento_functions_guest_web::{OrStatus, Query, WebError, WebResult, web_function};

#[derive(serde::Deserialize)]
struct Division {
    dividend: i64,
    divisor: i64,
}

/// A `Query` that does not fit is answered with 400 before the handler runs.
#[web_function]
fn divide(Query(division): Query<Division>, note: Data) -> WebResult<String> {
    if division.divisor == 0 {
        return Err(WebError::new(422, "the divisor must not be 0"));
    }
    let quotient = division
        .dividend
        .checked_div(division.divisor)
        .or_status(422)?;
    // Any error goes through `?`, and is a 500 unless it is told otherwise.
    let note = String::from_utf8(note.into_bytes()).or_status(415)?;
    let copies: usize = if note.is_empty() {
        1
    } else {
        note.trim().parse()?
    };
    Ok(format!("{quotient}\n").repeat(copies))
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::divide;
    use momento_functions_test::{Request, invoke};

    #[momento_functions_test::test]
    fn each_mistake_has_a_status() {
        let status = |query: &str, note: &'static [u8]| {
            invoke(divide, Request::post(query).body(note)).status()
        };
        assert_eq!(status("?dividend=7&divisor=2", b""), 200);
        assert_eq!(status("?dividend=7&divisor=x", b""), 400);
        assert_eq!(status("?dividend=7&divisor=0", b""), 422);
        assert_eq!(status("?dividend=7&divisor=2", b"\xff"), 415);
        assert_eq!(status("?dividend=7&divisor=2", b"many"), 500);
    }
}
