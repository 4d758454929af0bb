use super::InvokedLambda;
use super::local::too_many;
use crate::aws::Failure;
use crate::error::{InvocationError, InvocationErrorKind as Kind};
use crate::invocation::HostBuffer;
use crate::log::LogLine;
use crate::outcome::Outcome;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use momento_functions_models::lambda::MAX_PAYLOAD;
use serde_json::json;

/// API reference of Lambda, `Invoke`: how much of a log is given back.
const TAIL: usize = 4 << 10;

/// How many characters of an error's text are told.
const MAX_MESSAGE: usize = 64 << 10;

/// What a function that stands in for a Lambda function answered.
pub(super) struct Answer {
    payload: Vec<u8>,
    logs: Vec<LogLine>,
}

impl Answer {
    /// Takes over what came of an invocation. That the function failed is an answer too.
    pub(super) fn new(outcome: Outcome) -> Result<Self, Failure> {
        if kind(&outcome) == Some(Kind::TooManyInvocations) {
            return Err(too_many());
        }
        let payload = match failed(&outcome) {
            Some(error) => error.to_string().into_bytes(),
            None => outcome.response.body.into(),
        };
        Ok(Self {
            payload,
            logs: outcome.logs,
        })
    }

    pub(super) fn told(self, log_tail: bool, version: Option<String>) -> InvokedLambda {
        InvokedLambda {
            status_code: 200,
            log_result: log_tail.then(|| STANDARD.encode(tail(&self.logs))),
            payload: Some(HostBuffer::from(self.payload)),
            executed_version: version,
        }
    }
}

/// AWS.7: the error object of a function that failed. One that answers with an error of HTTP did, too.
pub(super) fn failed(outcome: &Outcome) -> Option<serde_json::Value> {
    let response = &outcome.response;
    if response.body.len() > MAX_PAYLOAD {
        return Some(error(
            "Function.ResponseSizeTooLarge",
            &format!("the response has more than {MAX_PAYLOAD} bytes"),
        ));
    }
    if let Some(failure) = &outcome.error {
        let text = failure.panic_message().map(str::to_owned);
        let text = text.unwrap_or_else(|| failure.to_string());
        return Some(error(error_type(failure.kind()), &text));
    }
    let text = || {
        let text = response.text();
        text.chars().take(MAX_MESSAGE).collect::<String>()
    };
    (response.status >= 400).then(|| error(&format!("HTTP {}", response.status), &text()))
}

fn kind(outcome: &Outcome) -> Option<Kind> {
    outcome.error.as_ref().map(InvocationError::kind)
}

/// The names that Lambda gives to such ends.
fn error_type(kind: Kind) -> &'static str {
    match kind {
        Kind::TimeLimit | Kind::FuelLimit => "Sandbox.Timedout",
        Kind::MemoryLimit => "Runtime.OutOfMemory",
        _ => "Runtime.ExitError",
    }
}

fn error(error_type: &str, message: &str) -> serde_json::Value {
    json!({ "errorType": error_type, "errorMessage": message })
}

/// The end of a log: its last 4 KB, cut between characters.
fn tail(logs: &[LogLine]) -> String {
    let mut lines: Vec<&str> = Vec::new();
    let mut size = 0;
    for line in logs.iter().rev() {
        lines.push(&line.message);
        size += line.message.len() + 1;
        if size >= TAIL {
            break;
        }
    }
    lines.reverse();
    let text: String = lines.iter().flat_map(|line| [*line, "\n"]).collect();
    let start = text.len().saturating_sub(TAIL);
    let start = (start..=text.len()).find(|at| text.is_char_boundary(*at));
    text.get(start.unwrap_or_default()..)
        .unwrap_or_default()
        .to_owned()
}
