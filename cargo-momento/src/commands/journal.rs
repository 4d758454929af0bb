//! What `serve` tells while it serves.

mod log;
mod spawned;

use momento_functions_test_host::service::{Answered, Event};
use serde::Serialize;

pub(crate) use self::spawned::ran;
use super::cost::CostReport;
use crate::output::Output;
use crate::units::{milliseconds, short};

/// A line of JSON for each thing that happens.
#[derive(Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
enum Line<'a> {
    Answered {
        method: &'a str,
        path: &'a str,
        function: Option<&'a str>,
        invocation_id: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        request_id: Option<&'a str>,
        status: u16,
        duration_ms: f64,
        cost: Option<CostReport>,
        abandoned: bool,
        error: Option<&'static str>,
        explanation: Option<String>,
    },
    Deployed {
        cache: &'a str,
        function: &'a str,
        version: u64,
    },
    Pinned {
        cache: &'a str,
        function: &'a str,
        version: Option<u64>,
    },
    Deleted {
        cache: &'a str,
        function: &'a str,
    },
}

/// Tells what the service tells.
pub(crate) fn happened(output: &Output, event: Event) {
    match event {
        Event::Answered(answered) => {
            pass_on(output, &answered);
            output.json(&line(&answered));
            print(output, &answered);
        }
        Event::Spawned(outcome) => spawned::spawned(output, &outcome),
        Event::Deployed {
            cache,
            function,
            version,
        } => {
            output.json(&Line::Deployed {
                cache: &cache,
                function: &function,
                version,
            });
            output.line(format_args!(
                "[{function}] deployed version {version} to the cache {cache}"
            ));
        }
        Event::Pinned {
            cache,
            function,
            version,
        } => {
            output.json(&Line::Pinned {
                cache: &cache,
                function: &function,
                version,
            });
            match version {
                Some(version) => {
                    output.line(format_args!("[{function}] pinned to version {version}"))
                }
                None => output.line(format_args!(
                    "[{function}] unpinned: the latest version is invoked"
                )),
            }
        }
        Event::Deleted { cache, function } => {
            output.json(&Line::Deleted {
                cache: &cache,
                function: &function,
            });
            output.line(format_args!("[{function}] deleted from the cache {cache}"));
        }
        _ => {}
    }
}

/// Passes a function's own lines on.
fn pass_on(output: &Output, answered: &Answered) {
    let function = answered.function.as_deref().unwrap_or_default();
    let id = answered.invocation_id.as_deref().unwrap_or_default();
    let failure = answered.error.as_ref().map(ToString::to_string);
    log::pass_on(output, function, id, &answered.logs, failure.as_deref());
}

fn print(output: &Output, answered: &Answered) {
    let Answered {
        method,
        path,
        status,
        ..
    } = answered;
    let request = answered.request_id.as_ref();
    let request = request.map(|id| format!(" {id}")).unwrap_or_default();
    let who = match (&answered.function, &answered.invocation_id) {
        (Some(function), Some(id)) => format!("[{function} {id}{request}]"),
        _ => format!("[service{request}]"),
    };
    let duration = short(answered.duration);
    let status = if *status == 0 {
        "-".to_owned()
    } else {
        status.to_string()
    };
    let end = if answered.abandoned {
        " (the client went away)"
    } else {
        ""
    };
    output.line(format_args!(
        "{who} {method} {path} {status} {duration}{end}"
    ));
    if let Some(error) = &answered.error {
        let explanation = error.explanation().replace('\n', "\n  ");
        output.error(format_args!("{who} {explanation}"));
    }
}

fn line(answered: &Answered) -> Line<'_> {
    Line::Answered {
        method: &answered.method,
        path: &answered.path,
        function: answered.function.as_deref(),
        invocation_id: answered.invocation_id.as_deref(),
        request_id: answered.request_id.as_deref(),
        status: answered.status,
        duration_ms: milliseconds(answered.duration),
        cost: answered.cost.map(CostReport::from),
        abandoned: answered.abandoned,
        error: answered.error.as_ref().map(|error| error.kind().code()),
        explanation: answered.error.as_ref().map(|error| error.explanation()),
    }
}
