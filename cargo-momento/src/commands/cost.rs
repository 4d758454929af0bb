use momento_functions_test_host::Cost;
use serde::Serialize;

use crate::units::milliseconds;

/// What `--json` tells of an invocation's cost.
#[derive(Serialize)]
pub(crate) struct CostReport {
    /// Only where it is counted: with `--fuel`.
    #[serde(skip_serializing_if = "Option::is_none")]
    fuel: Option<u64>,
    peak_memory: u64,
    host_time_ms: f64,
    request_bytes: u64,
    response_bytes: u64,
}

impl From<Cost> for CostReport {
    fn from(cost: Cost) -> Self {
        Self {
            fuel: cost.fuel,
            peak_memory: cost.peak_memory,
            host_time_ms: milliseconds(cost.host_time),
            request_bytes: cost.request_bytes,
            response_bytes: cost.response_bytes,
        }
    }
}
