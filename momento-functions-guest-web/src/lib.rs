//! Web functions: a plain `fn` that answers HTTP.
//!
//! The function takes the request body as its last argument, whatever is
//! [`Extract`](momento_functions_bytes::Extract), and returns whatever is [`IntoWebResponse`]. What
//! else it wants to know of the request it takes as arguments before the body, or asks of
//! [`WebEnvironment`].
//!
//! # Examples
//! ```
//! use momento_functions_guest_web::{OrStatus, WebResult, invoke};
//!
//! invoke!(double);
//! fn double(number: String) -> WebResult<String> {
//!     let number: u32 = number.trim().parse().or_status(400)?;
//!     let doubled = number.checked_mul(2).or_status(422)?;
//!     Ok(doubled.to_string())
//! }
//!
//! assert_eq!(double("21".to_string()).ok().as_deref(), Some("42"));
//! assert_eq!(double("many".to_string()).unwrap_err().status(), 400);
//! ```
//!
//! # Features
//! - `attributes` (default): the attribute macros, which bring in syn.
//! - `json` (default): JSON bodies, and the extractors `Query<T>`, `Path<T>` and `TokenMetadata<T>`,
//!   which bring in serde.

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
mod environment;
mod error;
mod extract;
mod from_invocation;
mod handler;
mod into_response;
mod macros;
mod multimap;
mod or_status;
mod raw_stream;
mod response;
mod sse;
#[cfg(test)]
mod testing;

pub use environment::WebEnvironment;
pub use error::{WebError, WebResult};
pub use extract::{Headers, Method};
#[cfg(feature = "json")]
pub use extract::{Path, PathRejection, Query, QueryRejection, TokenMetadata, TokenMetadataRejection};
pub use from_invocation::FromInvocation;
pub use into_response::IntoWebResponse;
#[doc(hidden)]
pub use momento_functions_wit::generated::web_v2::exports::momento::web_function::guest_function_web::Response;
pub use multimap::{HeaderMap, QueryMap};
pub use or_status::OrStatus;
pub use raw_stream::{RawStreamingResponse, raw_streaming_response};
pub use response::WebResponse;
pub use sse::{SseEvent, SseStreamingResponse, sse_streaming_response, sse_streaming_response_with_headers};

#[cfg(feature = "attributes")]
pub use momento_functions_macros::web_function;
