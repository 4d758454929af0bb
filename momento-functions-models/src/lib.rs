//! Pure models of the Momento Functions host interfaces, on one clock.
//!
//! No engine, no runtime, no sockets: a model is what an interface does, and the host and native
//! tests translate to it.

pub mod aws;
pub mod cache;
mod clock;
pub mod dynamodb;
mod error;
pub mod head;
pub mod http_script;
pub mod lambda;
pub mod log;
pub mod query;
#[cfg(test)]
mod random;
pub mod s3;
pub mod secrets;
pub mod spawn;
pub mod sse;
pub mod token;
pub mod topic;

pub use clock::{Activity, waits_for_clock, waits_for_others};
pub use clock::{Clock, ManualClock, SystemClock};
pub use clock::{ClockHold, Quiet, Sleep, VirtualClock};
pub use error::ServiceError;
