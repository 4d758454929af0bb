use momento_functions_test_host::HostCall;
use serde::Serialize;
use serde_json::Value as Json;

use crate::units::milliseconds;

/// How much of one argument is shown, in characters.
const SHOWN: usize = 24;

/// How many arguments are shown.
const ARGUMENTS: usize = 4;

/// What is told of a host call.
#[derive(Clone, Debug, Serialize)]
pub(super) struct CallReport {
    pub(super) name: String,
    pub(super) began_ms: f64,
    pub(super) duration_ms: f64,
    /// The beginnings of its arguments.
    pub(super) arguments: String,
    pub(super) result: &'static str,
    pub(super) sent_bytes: u64,
    pub(super) received_bytes: u64,
}

impl CallReport {
    pub(super) fn of(call: &HostCall) -> Self {
        Self {
            name: call.name(),
            began_ms: milliseconds(call.began()),
            duration_ms: milliseconds(call.duration()),
            arguments: arguments(call),
            result: result(call),
            sent_bytes: call.sent_bytes(),
            received_bytes: call.received_bytes(),
        }
    }
}

fn result(call: &HostCall) -> &'static str {
    match (&call.answer, call.error()) {
        (None, _) => "ended the function",
        (Some(_), Some(_)) => "error",
        (Some(_), None) => "ok",
    }
}

fn arguments(call: &HostCall) -> String {
    let all = call.arguments.iter();
    let shown = all.map(|(name, value)| format!("{name}: {}", shown(value)));
    let mut shown: Vec<String> = shown.take(ARGUMENTS).collect();
    if call.arguments.len() > ARGUMENTS {
        shown.push("…".to_owned());
    }
    shown.join(", ")
}

/// Line ends and other control characters are written as JSON writes them.
fn shown(value: &Json) -> String {
    let mut text = value.to_string();
    if let Some((end, _)) = text.char_indices().nth(SHOWN) {
        text.truncate(end);
        text.push('…');
    }
    text
}
