//! Which destination gets which line: the model that the host has, too.

#[path = "../../../../momento-functions-models/src/log/destination.rs"]
mod destination;
#[path = "../../../../momento-functions-models/src/log/router.rs"]
mod router;

pub(crate) use destination::{LogConfiguration, LogDestination, LogLevel, check_count};
pub(crate) use router::{LogRouter, Routed};
