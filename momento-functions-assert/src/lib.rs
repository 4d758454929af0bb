//! Assertions on the answers of functions, whose failures say what differs and where.
//!
//! Whatever has a status, headers and a body can be asserted on, once it implements [`AssertResponse`]; the
//! host's outcomes and the test kit's answers do.
//!
//! # Examples
//!
//! ```
//! use momento_functions_assert::AssertResponse;
//! use serde_json::json;
//!
//! struct Answer(&'static str);
//!
//! impl AssertResponse for Answer {
//!     fn status(&self) -> u16 {
//!         200
//!     }
//!
//!     fn headers(&self) -> Vec<(String, String)> {
//!         vec![("content-type".to_owned(), "application/json".to_owned())]
//!     }
//!
//!     fn body(&self) -> &[u8] {
//!         self.0.as_bytes()
//!     }
//! }
//!
//! Answer(r#"{"user": {"id": 7, "name": "Ada"}}"#)
//!     .assert_success()
//!     .assert_header("content-type", "application/json")
//!     .assert_json_includes(json!({"user": {"name": "Ada"}}));
//! ```

mod content;
pub mod json;
mod report;
mod response;
mod secret;
mod sse;
mod text;

pub use report::report;
pub use response::AssertResponse;
pub use secret::{is_secret_header, is_secret_parameter};
pub use sse::SseEvent;
