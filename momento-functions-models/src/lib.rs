//! Pure models of the Momento Functions host interfaces, on one clock.
//!
//! No engine, no runtime, no sockets: a model is what an interface does, and the host and native
//! tests translate to it.

mod clock;
pub mod sse;

pub use clock::{Clock, ManualClock, SystemClock};
