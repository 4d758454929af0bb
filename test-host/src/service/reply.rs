//! The answers that the service makes itself.

use bytes::Bytes;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use http::{HeaderName, HeaderValue, Response, StatusCode};
use http_body_util::Full;
use serde::Serialize;

use super::refusal::Refusal;

/// An answer that is at hand as a whole.
pub(super) type Reply = Response<Full<Bytes>>;

/// The header by which a failed invocation is found in the log.
const INVOCATION_ID: HeaderName = HeaderName::from_static("x-momento-invocation-id");

const JSON: &str = "application/json; charset=utf-8";

const PROMETHEUS: &str = "text/plain; version=0.0.4; charset=utf-8";

#[derive(Serialize)]
struct ErrorBody<'a> {
    code: &'a str,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    explanation: Option<String>,
}

/// An answer of JSON.
pub(super) fn json(status: StatusCode, body: &impl Serialize) -> Reply {
    match serde_json::to_vec(body) {
        Ok(body) => whole(status, JSON, body),
        Err(_) => whole(StatusCode::INTERNAL_SERVER_ERROR, JSON, Vec::new()),
    }
}

/// An answer of counters.
pub(super) fn prometheus(text: String) -> Reply {
    whole(StatusCode::OK, PROMETHEUS, text.into_bytes())
}

/// An answer of one kind.
pub(super) fn whole(status: StatusCode, kind: &'static str, body: impl Into<Bytes>) -> Reply {
    let mut reply = Response::new(Full::new(body.into()));
    *reply.status_mut() = status;
    reply
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    reply
        .headers_mut()
        .insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    reply
}

/// 204.
pub(super) fn done() -> Reply {
    let mut reply = Response::default();
    *reply.status_mut() = StatusCode::NO_CONTENT;
    reply
}

/// A refusal's answer.
pub(super) fn refusal(refusal: &Refusal, explain: bool) -> Reply {
    let explanation = if explain { refusal.explanation() } else { None };
    let body = ErrorBody {
        code: refusal.code(),
        message: &refusal.to_string(),
        explanation,
    };
    let mut reply = json(refusal.status(), &body);
    reply.headers_mut().extend(refusal.header());
    reply
}

/// Names the invocation that an answer belongs to.
pub(super) fn name_invocation<B>(reply: &mut Response<B>, id: &str) {
    if let Ok(id) = HeaderValue::from_str(id) {
        reply.headers_mut().insert(INVOCATION_ID, id);
    }
}
