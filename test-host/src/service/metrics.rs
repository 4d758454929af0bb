//! A host's counters as Prometheus reads them: its text format, version 0.0.4.

use std::fmt::{Display, Write as _};

use crate::{CallCounts, Latency, Metrics};
use std::collections::BTreeMap;

const PREFIX: &str = "momento_functions";

/// Writes all counters down.
pub(super) fn text(metrics: &Metrics) -> String {
    let mut page = Page(String::new());
    let Metrics {
        invocations,
        live,
        instances,
        memory,
        calls,
        failures,
        refused,
        spawns_refused,
        latency,
        host_time,
        fuel,
        request_bytes,
        response_bytes,
    } = metrics;
    let kinds = invocations.iter().map(|(kind, count)| (kind.code(), count));
    page.by_kind("invocations_total", "Invocations that were let in.", kinds);
    page.one("live", "gauge", "Invocations that have not ended.", live);
    page.one("instances", "gauge", "Sandboxes that are there.", instances);
    page.one(
        "memory_bytes",
        "gauge",
        "Linear memory that sandboxes have together.",
        memory,
    );
    let codes = failures.iter().map(|(kind, count)| (kind.code(), count));
    page.by_kind("failures_total", "Invocations that failed.", codes);
    let codes = refused.iter().map(|(kind, count)| (kind.code(), count));
    page.by_kind("refused_total", "Invocations that were not let in.", codes);
    let counters: [(&str, &str, &dyn Display); 5] = [
        (
            "spawns_refused_total",
            "Functions that were not started in the background.",
            spawns_refused,
        ),
        (
            "host_seconds_total",
            "Time that was spent in host calls.",
            &host_time.as_secs_f64(),
        ),
        (
            "fuel_total",
            "Fuel that was burned where it is counted.",
            fuel,
        ),
        (
            "request_bytes_total",
            "Bytes of requests' bodies that were taken in.",
            request_bytes,
        ),
        (
            "response_bytes_total",
            "Bytes of answers' bodies that have left.",
            response_bytes,
        ),
    ];
    for (name, help, value) in counters {
        page.one(name, "counter", help, value);
    }
    page.calls(calls);
    page.latency(latency);
    page.0
}

struct Page(String);

impl Page {
    fn head(&mut self, name: &str, kind: &str, help: &str) {
        let _ = writeln!(self.0, "# HELP {PREFIX}_{name} {help}");
        let _ = writeln!(self.0, "# TYPE {PREFIX}_{name} {kind}");
    }

    fn one(&mut self, name: &str, kind: &str, help: &str, value: &dyn Display) {
        self.head(name, kind, help);
        let _ = writeln!(self.0, "{PREFIX}_{name} {value}");
    }

    fn by_kind<'a>(
        &mut self,
        name: &str,
        help: &str,
        counts: impl Iterator<Item = (&'a str, &'a u64)>,
    ) {
        self.head(name, "counter", help);
        for (kind, count) in counts {
            let _ = writeln!(self.0, "{PREFIX}_{name}{{kind=\"{kind}\"}} {count}");
        }
    }

    fn calls(&mut self, calls: &BTreeMap<&'static str, CallCounts>) {
        let name = "host_calls_total";
        self.head(name, "counter", "Host calls that functions made.");
        for (interface, counts) in calls {
            let results = [
                ("ok", counts.ok),
                ("error", counts.error),
                ("ended", counts.ended),
            ];
            for (result, count) in results {
                let labels = format!("interface=\"{interface}\",result=\"{result}\"");
                let _ = writeln!(self.0, "{PREFIX}_{name}{{{labels}}} {count}");
            }
        }
    }

    /// A bucket of Prometheus counts those of the buckets before it, too.
    fn latency(&mut self, latency: &Latency) {
        let name = "invocation_seconds";
        self.head(name, "histogram", "How long invocations took.");
        let mut below = 0;
        for (bound, count) in &latency.buckets {
            below += count;
            let bound = bound.as_secs_f64();
            let _ = writeln!(self.0, "{PREFIX}_{name}_bucket{{le=\"{bound}\"}} {below}");
        }
        let count = latency.count();
        let sum = latency.sum.as_secs_f64();
        let _ = writeln!(self.0, "{PREFIX}_{name}_bucket{{le=\"+Inf\"}} {count}");
        let _ = writeln!(self.0, "{PREFIX}_{name}_sum {sum}");
        let _ = writeln!(self.0, "{PREFIX}_{name}_count {count}");
    }
}
