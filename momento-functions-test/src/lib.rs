//! Tests of Momento Functions: natively, and inside WebAssembly.
//!
//! One attribute, [`#[momento_functions_test::test]`](macro@test), makes a test of a `fn` on both targets:
//!
//! - `cargo test` runs it natively, with a debugger, coverage and miri at hand.
//! - `cargo momento test`, or `cargo test --target wasm32-wasip2` with its runner, runs it inside
//!   WebAssembly, in the host that `cargo momento serve` has: every host call is there, and each test
//!   has an instance and a world of its own.
//!
//! Natively the test has a [`host`] to seed and to look into, and [`invoke`] calls a handler with a
//! request. Neither an engine nor an async runtime is built for it.
//!
//! # Examples
//!
//! ```
//! use momento_functions_cache::get;
//! use momento_functions_guest_web::{OrStatus, Path, WebResult};
//! use momento_functions_test::{AssertResponse as _, Request, host, invoke};
//!
//! fn read(Path(key): Path<String>, _body: Vec<u8>) -> WebResult<String> {
//!     Ok(get(key)?.or_status(404)?)
//! }
//!
//! # /*
//! #[momento_functions_test::test]
//! # */
//! fn a_value_is_read_until_its_time() {
//!     host().cache("default").set(b"key", b"value", 60_000).unwrap();
//!     invoke(read, Request::get("/key")).assert_status(200).assert_text("value");
//!     host().clock().advance(std::time::Duration::from_secs(60));
//!     invoke(read, Request::get("/key")).assert_status(404);
//! }
//! # momento_functions_test::run(|_| a_value_is_read_until_its_time());
//! ```

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

mod answer;
#[cfg(not(target_arch = "wasm32"))]
mod native;
mod request;
#[cfg(target_arch = "wasm32")]
mod wasm;

pub use answer::Answer;
pub use momento_functions_assert::{AssertResponse, SseEvent};
pub use momento_functions_macros::test;
#[cfg(not(target_arch = "wasm32"))]
#[doc(no_inline)]
pub use momento_functions_models::{
    ManualClock, cache, dynamodb, http_script as http, log, s3, secrets, token, topic,
};
#[cfg(not(target_arch = "wasm32"))]
pub use native::{
    LambdaCall, LogLine, NativeBucket, NativeHost, NativeHostBuilder, NativeLambda, NativeSecret,
    NativeTopic, NativeValkey, Sent, SentEvent, Spawned, ValkeyCommand, ValkeyReply, advance_clock,
    answer_of, host, invoke, run,
};
pub use request::Request;
#[cfg(target_arch = "wasm32")]
pub use wasm::{Failure, advance_clock, call, spawn};
