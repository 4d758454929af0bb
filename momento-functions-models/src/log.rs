//! Log lines: which destination gets which line.

mod destination;
mod router;
#[cfg(test)]
mod tests;

pub use destination::{LogConfiguration, LogDestination, LogLevel, check_count};
pub use router::{LogRouter, Routed};
