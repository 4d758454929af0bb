//! Whether two answers are the same, as far as their function made them.

use super::client::Answer;

/// Headers that a server adds to what its function answers, each in its own way.
const SERVERS_OWN: &[&str] = &[
    "connection",
    "content-length",
    "date",
    "transfer-encoding",
    "x-request-id",
];

/// The part of an answer that is the function's.
#[derive(Debug, PartialEq)]
struct Given {
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
    complete: bool,
    length: Option<String>,
}

/// Fails unless both answers are the same.
pub fn assert(hosted: &Answer, engine: &Answer) {
    assert_eq!(
        given(hosted),
        given(engine),
        "the test host's answer, and the engine's"
    );
}

/// The headers that the function gave, in their order.
pub fn given_headers(answer: &Answer) -> Vec<(String, String)> {
    let mut headers = answer.headers.clone();
    headers.retain(|(name, _)| !SERVERS_OWN.contains(&name.to_ascii_lowercase().as_str()));
    headers
}

fn given(answer: &Answer) -> Given {
    let mut headers = given_headers(answer);
    // An order among different names means nothing; a stable sort keeps that of one name.
    headers.sort_by(|(one, _), (other, _)| one.cmp(other));
    Given {
        status: answer.status,
        headers,
        body: String::from_utf8_lossy(&answer.body).into_owned(),
        length: answer.header("content-length").map(str::to_owned),
        complete: answer.complete,
    }
}
