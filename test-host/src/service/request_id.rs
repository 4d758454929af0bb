//! The id that a request has brought with it, for all who have a part in it.

use http::{HeaderMap, HeaderName, HeaderValue};

use crate::request::{X_REQUEST_ID, is_request_id};

const NAME: HeaderName = HeaderName::from_static(X_REQUEST_ID);

/// Gives a request's id, if there is one that may be passed on.
pub(super) fn of(headers: &HeaderMap) -> Option<HeaderValue> {
    let mut all = headers.get_all(NAME).iter();
    let one = all.next().filter(|_| all.next().is_none())?;
    is_request_id(one.to_str().ok()?).then(|| one.clone())
}

/// Answers with the id, unless the function has answered with one of its own.
pub(super) fn pass_on(id: Option<HeaderValue>, headers: &mut HeaderMap) {
    if let Some(id) = id {
        headers.entry(NAME).or_insert(id);
    }
}
