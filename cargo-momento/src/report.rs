//! What an invocation took, against what it may take: as a text for people, and for `--json`.

mod call;
mod measure;
mod text;

use momento_functions_test_host::{InvocationErrorKind as Kind, Invoked, Limits};
use serde::Serialize;

use self::call::CallReport;
use self::measure::{Measure, Unit};
use crate::units::milliseconds;

/// What is told of one invocation.
#[derive(Debug, Serialize)]
pub(crate) struct Report {
    invocation_id: String,
    function: String,
    version: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'static str>,
    duration_ms: f64,
    measures: Vec<Measure>,
    calls: Vec<CallReport>,
    /// How many there were: more than are told if it was more than are kept.
    call_count: usize,
}

impl Report {
    /// Reports an invocation. `component` is the size of the function's component in bytes, where it is known.
    pub(crate) fn of(invoked: &Invoked, limits: &Limits, component: Option<u64>) -> Self {
        Self {
            invocation_id: invoked.invocation_id.clone(),
            function: invoked.function.clone(),
            version: invoked.version,
            request_id: invoked.request_id.clone(),
            status: invoked.status,
            error: invoked.error.as_ref().map(|error| error.kind().code()),
            duration_ms: milliseconds(invoked.duration),
            measures: measures(invoked, limits, component),
            calls: invoked.calls.iter().map(CallReport::of).collect(),
            call_count: invoked.calls.count(),
        }
    }
}

fn measures(invoked: &Invoked, limits: &Limits, component: Option<u64>) -> Vec<Measure> {
    let kind = invoked.error.as_ref().map(|error| error.kind());
    let cost = &invoked.cost;
    let time = Measure::new("time", Unit::Time, micros(invoked.duration))
        .of(micros(limits.time()))
        .over_if(kind == Some(Kind::TimeLimit));
    let fuel = cost.fuel.map(|fuel| {
        let measure = Measure::new("fuel", Unit::Count, fuel);
        let measure = match limits.fuel() {
            Some(limit) => measure.of(limit),
            None => measure,
        };
        measure.over_if(kind == Some(Kind::FuelLimit))
    });
    let memory = Measure::new("memory", Unit::Bytes, cost.peak_memory)
        .of(limits.memory())
        .over_if(kind == Some(Kind::MemoryLimit));
    let request = Measure::new("request", Unit::Bytes, invoked.request_bytes)
        .of(limits.request_body())
        .over_if(kind == Some(Kind::RequestTooLarge));
    let component =
        component.map(|bytes| Measure::new("component", Unit::Bytes, bytes).of(limits.component()));
    let others = [
        memory,
        request,
        Measure::new("response", Unit::Bytes, invoked.response_bytes),
    ];
    let host = Measure::new("host calls", Unit::Time, micros(cost.host_time));
    [time, host]
        .into_iter()
        .chain(fuel)
        .chain(others)
        .chain(component)
        .collect()
}

fn micros(duration: std::time::Duration) -> u64 {
    u64::try_from(duration.as_micros()).unwrap_or(u64::MAX)
}
