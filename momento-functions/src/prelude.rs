//! Everything that a web function needs, in one `use`.
//!
//! # Examples
//! ```
//! use momento_functions::prelude::*;
//!
//! post!(ping);
//! fn ping(_payload: Vec<u8>) -> FunctionResult<Vec<u8>> {
//!     Ok(b"pong".to_vec())
//! }
//! ```

#[cfg(feature = "json")]
pub use crate::encoding::Json;
#[cfg(feature = "spawn-function")]
#[doc(no_inline)]
pub use crate::spawn;
#[cfg(all(feature = "attributes", feature = "spawn-function"))]
#[doc(no_inline)]
pub use crate::spawn_function;
#[doc(no_inline)]
pub use crate::{
    Data, FromInvocation, FunctionResult, HeaderMap, Headers, IntoWebResponse, Method, OrStatus,
    QueryMap, SseEvent, WebEnvironment, WebError, WebResponse, WebResult,
    encoding::{Encode, Extract},
    invoke, post, raw_streaming_response, sse_streaming_response,
    sse_streaming_response_with_headers,
};
#[cfg(feature = "json")]
#[doc(no_inline)]
pub use crate::{Path, Query, TokenMetadata};
#[cfg(feature = "attributes")]
#[doc(no_inline)]
pub use crate::{post_function, web_function};
