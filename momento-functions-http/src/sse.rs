//! Reading server-sent events (WHATWG HTML, section 9.2) from a response.
//!
//! # Examples
//! ```
//! use momento_functions_http::{Data, sse::SseStream};
//!
//! let body = Data::from("event: greeting\ndata: hello\ndata: world\n\n");
//! for event in SseStream::from_data(body) {
//!     let event = event?;
//!     assert_eq!((event.event(), event.data()), (Some("greeting"), Some("hello\nworld")));
//! }
//! # Ok::<(), momento_functions_http::sse::SseStatus>(())
//! ```

mod event;
mod lines;
mod status;
mod stream;

pub use event::SseEvent;
pub use status::SseStatus;
pub use stream::SseStream;
