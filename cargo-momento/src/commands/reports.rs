//! Reports of invocations, where they are asked for.

use std::sync::Arc;

use momento_functions_test_host::{Host, HostBuilder, Invoked};
use serde::Serialize;

use crate::output::Output;
use crate::report::Report;

/// A report as a line of JSON.
#[derive(Serialize)]
struct Line<'a> {
    event: &'static str,
    #[serde(flatten)]
    report: &'a Report,
}

/// Has a host keep what a report of one invocation is made of, and of those that it spawns.
pub(crate) fn observe(wanted: bool, host: HostBuilder) -> HostBuilder {
    match wanted {
        true => host.observe_calls(true).keep_invoked(usize::MAX),
        false => host,
    }
}

/// Reports an invocation, if its host has kept it.
pub(crate) fn of(host: &Host, id: &str, component: Option<u64>) -> Option<Report> {
    let kept = host.invoked();
    let invoked = kept.iter().find(|it| it.invocation_id == id)?;
    Some(Report::of(invoked, host.limits(), component))
}

/// Prints a report of each invocation from now on.
pub(crate) fn print_each(host: &Host, output: &Output) {
    let (output, limits) = (*output, host.limits().clone());
    host.on_invoked(move |invoked: &Arc<Invoked>| {
        let report = Report::of(invoked, &limits, None);
        output.json(&Line {
            event: "report",
            report: &report,
        });
        if !output.is_json() {
            output.line(&report);
        }
    });
}
