//! Invocations that have ended, in short and in full.

use std::sync::Arc;

use bytes::Bytes;
use http::StatusCode;
use serde::Serialize;

use super::bounded::{TEXT, bounded, cut};
use crate::service::feed::written;
use crate::service::logs::{level, origin};
use crate::service::refusal::Refusal;
use crate::service::reply::{Reply, json};
use crate::service::timestamp::{milliseconds, rfc3339_milliseconds};
use crate::{Cost, Host, HostCall, InvocationError, Invoked, LogLine};

/// How many invocations are listed.
const MOST: usize = 500;

#[derive(Serialize)]
struct List {
    invocations: Vec<Short>,
}

/// An invocation in a list.
#[derive(Serialize)]
struct Short {
    #[serde(flatten)]
    summary: Summary,
    error: Option<Failure>,
}

/// What both tell of an invocation.
#[derive(Serialize)]
struct Summary {
    id: String,
    cache: String,
    function: String,
    version: u64,
    kind: &'static str,
    method: Option<String>,
    path: Option<String>,
    status: Option<u16>,
    began: String,
    duration_ms: f64,
}

#[derive(Serialize)]
struct Failure {
    code: &'static str,
    message: &'static str,
}

/// All that is told of an invocation.
#[derive(Serialize)]
struct Full {
    #[serde(flatten)]
    summary: Summary,
    error: Option<Explained>,
    trace_parent: Option<String>,
    cost: Spent,
    logs: Vec<Line>,
    logs_left_out: usize,
    calls: Vec<Call>,
    calls_left_out: usize,
}

#[derive(Serialize)]
struct Explained {
    #[serde(flatten)]
    failure: Failure,
    explanation: String,
}

#[derive(Serialize)]
struct Spent {
    fuel: Option<u64>,
    peak_memory: u64,
    host_time_ms: f64,
    request_bytes: u64,
    response_bytes: u64,
}

#[derive(Serialize)]
struct Line {
    level: Option<&'static str>,
    origin: &'static str,
    message: String,
    destinations: Vec<String>,
}

#[derive(Serialize)]
struct Call {
    name: String,
    at_ms: f64,
    took_ms: f64,
    text: String,
    failed: bool,
    fault: bool,
}

pub(super) fn list(host: &Host) -> Reply {
    let invoked = host.invoked();
    let invocations = invoked.iter().take(MOST).map(|it| Short::of(it));
    let invocations = invocations.collect();
    json(StatusCode::OK, &List { invocations })
}

pub(super) fn one(host: &Host, id: &str) -> Result<Reply, Refusal> {
    let found = |it: &Arc<Invoked>| it.invocation_id == id;
    let invoked = host.invoked().into_iter().find(found);
    let invoked = invoked.ok_or_else(|| Refusal::NoSuchInvocation { id: id.to_owned() })?;
    Ok(json(StatusCode::OK, &Full::of(&invoked)))
}

/// Writes the event that tells of an invocation.
pub(in crate::service) fn event(invoked: &Invoked) -> Bytes {
    let summary = serde_json::to_vec(&Short::of(invoked)).unwrap_or_default();
    written("invocation", &summary)
}

impl Short {
    fn of(invoked: &Invoked) -> Self {
        Self {
            summary: Summary::of(invoked),
            error: invoked.error.as_ref().map(Failure::of),
        }
    }
}

impl Summary {
    fn of(invoked: &Invoked) -> Self {
        Self {
            id: invoked.invocation_id.clone(),
            cache: invoked.cache.clone(),
            function: invoked.function.clone(),
            version: invoked.version,
            kind: invoked.kind.code(),
            method: invoked.method.clone(),
            path: invoked.path.clone(),
            status: invoked.status,
            began: rfc3339_milliseconds(invoked.began),
            duration_ms: milliseconds(invoked.duration),
        }
    }
}

impl Failure {
    fn of(error: &InvocationError) -> Self {
        Self {
            code: error.kind().code(),
            message: error.message(),
        }
    }
}

impl Full {
    fn of(invoked: &Invoked) -> Self {
        let lines: Vec<Line> = invoked.logs.iter().map(Line::of).collect();
        let (logs, logs_left_out) = bounded(lines, Line::size);
        let calls: Vec<Call> = invoked.calls.iter().map(Call::of).collect();
        let (calls, _) = bounded(calls, Call::size);
        Self {
            error: invoked.error.as_ref().map(Explained::of),
            trace_parent: invoked.trace_parent.clone(),
            cost: Spent::of(&invoked.cost),
            logs,
            logs_left_out,
            calls_left_out: invoked.calls.count().saturating_sub(calls.len()),
            calls,
            summary: Summary::of(invoked),
        }
    }
}

impl Explained {
    fn of(error: &InvocationError) -> Self {
        Self {
            failure: Failure::of(error),
            explanation: cut(&error.explanation(), TEXT),
        }
    }
}

impl Spent {
    fn of(cost: &Cost) -> Self {
        Self {
            fuel: cost.fuel,
            peak_memory: cost.peak_memory,
            host_time_ms: milliseconds(cost.host_time),
            request_bytes: cost.request_bytes,
            response_bytes: cost.response_bytes,
        }
    }
}

impl Line {
    fn of(line: &LogLine) -> Self {
        let destinations = line.destinations.iter();
        Self {
            level: line.level.map(level),
            origin: origin(line.origin),
            message: cut(&line.message, TEXT),
            destinations: destinations.map(ToString::to_string).collect(),
        }
    }

    fn size(&self) -> usize {
        self.message.len() + self.destinations.iter().map(String::len).sum::<usize>()
    }
}

impl Call {
    fn of(call: &HostCall) -> Self {
        Self {
            name: call.name(),
            at_ms: milliseconds(call.began()),
            took_ms: milliseconds(call.duration()),
            text: cut(&call.text_of_both(), TEXT),
            failed: call.error().is_some() || call.answer.is_none(),
            fault: call.fault,
        }
    }

    fn size(&self) -> usize {
        self.name.len() + self.text.len()
    }
}
