//! What is told of an answer that is not as it was expected.

use crate::content;
use crate::response::AssertResponse;
use crate::secret::is_secret_header;
use crate::text::shortened;
use std::fmt::Write as _;

/// How much of an answer is told.
const MAX_HEADERS: usize = 40;
const MAX_VALUE: usize = 200;
const MAX_BODY: usize = 2000;

/// Tells what failed, then the answer, then what its own type knows of it: the text of a failed assertion,
/// for assertions that other crates add.
///
/// # Limits
///
/// Of an answer 40 headers are told, 200 characters of each, without those that carry credentials; and
/// 2,000 characters of the body.
pub fn report<A: AssertResponse + ?Sized>(answer: &A, failure: &str) -> String {
    let mut text = format!("{failure}\n\nthe answer:\n  {}", answer.status());
    let headers = answer.headers();
    for (name, value) in headers.iter().take(MAX_HEADERS) {
        let value = match is_secret_header(name) {
            true => "(redacted)".to_owned(),
            false => shortened(value, MAX_VALUE),
        };
        let _ = write!(text, "\n  {name}: {value}");
    }
    if let Some(more) = headers
        .len()
        .checked_sub(MAX_HEADERS)
        .filter(|more| *more > 0)
    {
        let _ = write!(text, "\n  … and {more} headers more");
    }
    let body = body(answer.body());
    for line in std::iter::once("").chain(body.lines()) {
        let _ = write!(text, "\n  {line}");
    }
    let what = answer.what();
    if !what.is_empty() {
        let _ = write!(text, "\n\n{what}");
    }
    text
}

fn body(body: &[u8]) -> String {
    match content::text(body) {
        Ok("") => "(an empty body)".to_owned(),
        Ok(text) => shortened(text, MAX_BODY),
        Err(_) => content::bytes(body),
    }
}
