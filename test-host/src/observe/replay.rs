use super::body::WrittenBody;
use super::calls::HostCall;
use super::redact::REDACTED;
use serde_json::Value as Json;
use std::sync::Arc;

/// The calls of an invocation that was written down, to answer those of another one.
#[derive(Debug, Clone)]
pub(crate) struct Replay {
    calls: Arc<[HostCall]>,
}

/// Two runs of one invocation part.
#[derive(Debug, thiserror::Error)]
#[error(
    "the replay parts from the record at host call {number}\n  record: {expected}\n  replay: {found}"
)]
pub(crate) struct Parted {
    number: usize,
    expected: String,
    found: String,
}

/// The recorded invocation had its end in this call, and so has the replay.
#[derive(Debug, thiserror::Error)]
#[error("the recorded invocation ended in this host call")]
pub(crate) struct Ended;

impl Replay {
    pub(crate) fn new(calls: Vec<HostCall>) -> Self {
        Self {
            calls: calls.into(),
        }
    }

    /// Gives the answer of the call that was made at this place, if it is the same call, and whether a fault
    /// gave it.
    pub(crate) fn answer(
        &self,
        place: usize,
        call: Option<HostCall>,
    ) -> wasmtime::Result<(Json, bool)> {
        let parted = |expected: Option<&HostCall>, found: Option<&HostCall>| Parted {
            number: place + 1,
            expected: expected.map_or_else(|| "no further call".to_owned(), HostCall::line),
            found: found.map_or_else(|| "more calls than are kept".to_owned(), request),
        };
        let expected = self.calls.get(place);
        let (Some(expected), Some(call)) = (expected, &call) else {
            return Err(parted(expected, call.as_ref()).into());
        };
        if !same(expected, call) {
            return Err(parted(Some(expected), Some(call)).into());
        }
        match &expected.answer {
            Some(answer) => Ok((answer.clone(), expected.fault)),
            None => Err(Ended.into()),
        }
    }
}

fn request(call: &HostCall) -> String {
    let line = call.line();
    let end = line.find(" → ").unwrap_or(line.len());
    line.get(..end).unwrap_or(&line).to_owned()
}

fn same(expected: &HostCall, call: &HostCall) -> bool {
    (&expected.interface, &expected.function) == (&call.interface, &call.function)
        && expected.arguments.len() == call.arguments.len()
        && expected.arguments.iter().all(|(name, value)| {
            let found = call.arguments.get(name);
            found.is_some_and(|found| matches(value, found))
        })
}

/// Compares a value with one that was written down: where that was left out, any will do.
pub(crate) fn matches(written: &Json, found: &Json) -> bool {
    if let (Some(written), Some(found)) = (in_pieces(written), WrittenBody::read(found).ok()) {
        return written.whole() == found.whole();
    }
    match (written, found) {
        (Json::String(written), Json::String(found)) => matches_text(written, found),
        // A secret that is no text was left out, too.
        (Json::String(written), _) if written == REDACTED => true,
        (Json::Array(written), Json::Array(found)) => {
            written.len() == found.len() && written.iter().zip(found).all(|(a, b)| matches(a, b))
        }
        (Json::Object(written), Json::Object(found)) => {
            written.len() == found.len()
                && written
                    .iter()
                    .all(|(name, a)| found.get(name).is_some_and(|b| matches(a, b)))
        }
        (written, found) => written == found,
    }
}

/// The pieces that a body came in are no difference: somebody else may have cut it.
fn in_pieces(written: &Json) -> Option<WrittenBody> {
    written.get("pieces")?;
    WrittenBody::read(written).ok()
}

/// Compares texts, where each part that was left out stands for any text.
fn matches_text(written: &str, found: &str) -> bool {
    let mut parts = written.split(REDACTED);
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = found.strip_prefix(first) else {
        return false;
    };
    let mut last = None;
    for part in parts {
        if let Some(between) = last.replace(part) {
            match rest.split_once(between) {
                Some((_, after)) => rest = after,
                None => return false,
            }
        }
    }
    last.map_or(rest.is_empty(), |end| rest.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_was_left_out_matches_anything() {
        for (written, found, same) in [
            ("a", "a", true),
            ("a", "ab", false),
            ("[redacted]", "", true),
            ("k=[redacted]&b", "k=1&b", true),
            ("k=[redacted]&b", "k=1&c", false),
            ("a[redacted]b[redacted]c", "a-b-b-c", true),
            ("a[redacted]b[redacted]c", "a-c", false),
        ] {
            assert_eq!(matches_text(written, found), same, "{written} {found}");
        }
        assert!(matches(&json!({"pieces": ["a", "b"]}), &json!("ab")));
        assert!(!matches(&json!({"pieces": ["a", "b"]}), &json!("abc")));
        assert!(matches(&json!({"a": ["[redacted]"]}), &json!({"a": [7]})));
        assert!(!matches(&json!({"a": 1}), &json!({"a": 1, "b": 2})));
    }
}
