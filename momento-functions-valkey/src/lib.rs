//! Commands to a Valkey cluster that Momento manages.
//!
//! # Examples
//! ```no_run
//! use momento_functions_valkey::{Command, Value, ValkeyError, get_managed_cluster_client};
//!
//! fn visits(page: &str) -> Result<i64, ValkeyError> {
//!     let client = get_managed_cluster_client("counters");
//!     let count = client.command(Command::builder("INCR").with_argument(page))?;
//!     match count.into_result()? {
//!         Value::Int(visits) => Ok(visits),
//!         other => Err(ValkeyError::Other(format!("INCR answered {other:?}"))),
//!     }
//! }
//! ```

mod client;
mod command;
mod error;
mod value;

pub use client::{ClusterClient, get_managed_cluster_client};
pub use command::{Command, CommandBuilder};
pub use error::ValkeyError;
pub use momento_functions_bytes::Data;
pub use value::{Bulk, Value};
