//! Outbound HTTP: requests from a function to any server.
//!
//! # Examples
//! ```no_run
//! use momento_functions_http::{HttpError, Request, invoke};
//!
//! fn fetch() -> Result<Vec<u8>, HttpError> {
//!     let response = invoke(Request::new("https://example.com/", "GET").with_header("accept", "text/html"))?;
//!     Ok(response.body.into_bytes())
//! }
//! ```
//!
//! # Features
//! - `json` (default): `Request::json`, which brings in serde.

mod authorization;
mod error;
mod invoke;
mod request;
mod response;
pub mod sse;

pub use authorization::{Authorization, AwsSigV4Secret, IamRole};
pub use error::HttpError;
pub use invoke::invoke;
pub use momento_functions_bytes::Data;
pub use request::Request;
pub use response::Response;
