//! Servers, each a process of its own.

#[path = "../../../test-host/benches/floors/process/child.rs"]
#[allow(dead_code, reason = "its own benchmark starts more")]
mod child;
#[path = "../../../test-host/benches/floors/process/usage.rs"]
#[allow(dead_code, reason = "its own benchmark measures more")]
mod usage;

pub use child::Child;
pub use usage::cpu_time;
