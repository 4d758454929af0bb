//! Momento Functions for Rust: one dependency, one feature for each host interface.
//!
//! # Examples
//! ```
//! use momento_functions::prelude::*;
//!
//! invoke!(greet);
//! fn greet(name: String) -> WebResult<String> {
//!     if name.is_empty() {
//!         return Err(WebError::new(400, "who are you?"));
//!     }
//!     Ok(format!("Hello, {name}!"))
//! }
//!
//! assert_eq!(greet("Ada".to_string()).ok().as_deref(), Some("Hello, Ada!"));
//! ```
//!
//! # Features
//! - `attributes` (default): the attributes beside the macros, which bring in syn.
//! - `json` (default): JSON bodies and the typed extractors, which bring in serde.
//! - `http`: the module `http`, outbound HTTP.
//! - `spawn-function`: spawn functions, `spawn!`.

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
mod post;
pub mod prelude;
mod result;

pub use momento_functions_bytes as bytes;
pub use momento_functions_bytes::Data;
pub use momento_functions_bytes::encoding;
#[cfg(feature = "spawn-function")]
pub use momento_functions_guest_spawn::{IntoSpawnResult, SpawnFailure, SpawnSuccess, spawn};
#[doc(hidden)]
pub use momento_functions_guest_web::Response;
pub use momento_functions_guest_web::{
    FromInvocation, HeaderMap, Headers, IntoWebResponse, Method, OrStatus, QueryMap,
    RawStreamingResponse, SseEvent, SseStreamingResponse, WebEnvironment, WebError, WebResponse,
    WebResult, invoke, raw_streaming_response, sse_streaming_response,
    sse_streaming_response_with_headers,
};
#[cfg(feature = "json")]
pub use momento_functions_guest_web::{
    Path, PathRejection, Query, QueryRejection, TokenMetadata, TokenMetadataRejection,
};
#[cfg(feature = "http")]
pub use momento_functions_http as http;
#[cfg(all(feature = "attributes", feature = "spawn-function"))]
pub use momento_functions_macros::spawn_function_facade as spawn_function;
#[cfg(feature = "attributes")]
pub use momento_functions_macros::{post_function, web_function_facade as web_function};
pub use result::FunctionResult;
