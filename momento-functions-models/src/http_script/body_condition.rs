use super::Request;
use super::secret::start;
use bytes::Bytes;
use momento_functions_assert::json::missing;
use serde_json::Value;

/// How much of a body is told, in characters.
const MAX_SHOWN: usize = 200;

/// What a script wants of a request's body.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum BodyCondition {
    Bytes(Bytes),
    /// JSON that includes a value.
    Json(Value),
}

impl BodyCondition {
    pub(super) fn differences(&self, request: &Request) -> Vec<String> {
        match self {
            Self::Bytes(expected) if *expected == request.body => Vec::new(),
            Self::Bytes(expected) => vec![format!(
                "body: expected {}, got {}",
                shown(expected),
                shown(&request.body)
            )],
            Self::Json(expected) => json(expected, request),
        }
    }

    /// Tells whether every body that is as the other one wants is as this one wants.
    pub(super) fn covers(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Json(one), Self::Json(other)) => missing(one, other).is_empty(),
            (Self::Json(one), Self::Bytes(other)) => {
                serde_json::from_slice(other).is_ok_and(|other| missing(one, &other).is_empty())
            }
            (Self::Bytes(_), _) => self == other,
        }
    }
}

fn json(expected: &Value, request: &Request) -> Vec<String> {
    match request.json() {
        Some(body) => {
            let differences = missing(expected, &body);
            let told = differences.iter();
            told.map(|difference| format!("body {difference}"))
                .collect()
        }
        None => vec![format!("body: expected JSON, got {}", shown(&request.body))],
    }
}

fn shown(bytes: &[u8]) -> String {
    match (bytes, std::str::from_utf8(bytes)) {
        ([], _) => "none".to_owned(),
        (_, Ok(text)) => format!("`{}`", start(text, MAX_SHOWN)),
        (_, Err(_)) => format!("{} bytes that are no text", bytes.len()),
    }
}
