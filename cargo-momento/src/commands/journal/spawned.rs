use momento_functions_test_host::SpawnOutcome;
use serde::Serialize;

use super::log::pass_on;
use crate::commands::cost::CostReport;
use crate::output::Output;
use crate::units::{milliseconds, short};

#[derive(Serialize)]
struct Report<'a> {
    event: &'static str,
    cache: &'a str,
    function: &'a str,
    version: u64,
    invocation_id: &'a str,
    /// What it returned, in the contract's words; nothing where it did not return.
    result: Option<&'static str>,
    note: Option<&'a str>,
    duration_ms: f64,
    cost: CostReport,
    error: Option<&'static str>,
    explanation: Option<String>,
}

/// Tells what a function logged in the background, and what it came to.
pub(super) fn spawned(output: &Output, outcome: &SpawnOutcome) {
    lines(output, outcome);
    report(output, outcome);
    let (who, took) = (who(outcome), short(outcome.duration));
    match (&outcome.result, failure(outcome)) {
        (Ok(result), None) => output.line(format_args!("{who} spawned {took} {result}")),
        (_, failure) => {
            let code = code(outcome);
            output.line(format_args!("{who} spawned {took} {code}"));
            let failure = failure.unwrap_or_default().replace('\n', "\n  ");
            output.error(format_args!("{who} {failure}"));
        }
    }
}

/// The same for who runs one by hand and wants its note, as a result.
pub(crate) fn ran(output: &Output, outcome: &SpawnOutcome) {
    lines(output, outcome);
    report(output, outcome);
    let took = short(outcome.duration);
    output.status("Ran", format_args!("{} in {took}", code(outcome)));
    match (&outcome.result, failure(outcome)) {
        (_, Some(failure)) => output.error(failure),
        (Ok(result), None) if !output.is_json() => {
            let note = result.note().map(|note| format!("{note}\n"));
            output.result(note.unwrap_or_default().as_bytes());
        }
        _ => {}
    }
}

fn lines(output: &Output, outcome: &SpawnOutcome) {
    let failure = match &outcome.result {
        Ok(result) if result.is_ok() => None,
        Ok(result) => Some(result.to_string()),
        Err(error) => Some(error.to_string()),
    };
    let (function, id) = (&outcome.function, &outcome.invocation_id);
    pass_on(output, function, id, &outcome.logs, failure.as_deref());
}

fn report(output: &Output, outcome: &SpawnOutcome) {
    let (result, error) = (outcome.result.as_ref().ok(), outcome.result.as_ref().err());
    output.json(&Report {
        event: "spawned",
        cache: &outcome.cache,
        function: &outcome.function,
        version: outcome.version,
        invocation_id: &outcome.invocation_id,
        result: result.map(|result| result.code()),
        note: result.and_then(|result| result.note()),
        duration_ms: milliseconds(outcome.duration),
        cost: outcome.cost.into(),
        error: error.map(|error| error.kind().code()),
        explanation: error.map(|error| error.explanation()),
    });
}

fn who(outcome: &SpawnOutcome) -> String {
    format!("[{} {}]", outcome.function, outcome.invocation_id)
}

fn code(outcome: &SpawnOutcome) -> &'static str {
    match &outcome.result {
        Ok(result) => result.code(),
        Err(error) => error.kind().code(),
    }
}

/// What its author should know, if it failed.
fn failure(outcome: &SpawnOutcome) -> Option<String> {
    match &outcome.result {
        Ok(result) if result.is_ok() => None,
        Ok(result) => Some(result.to_string()),
        Err(error) => Some(error.explanation()),
    }
}
