//! What a function stands on: its host calls, answered by what `wasi:http/proxy` has.
//!
//! See `bottom`, `bottom-http`, `bottom-std` and `bottom-http-std` in wit/portable/worlds.wit.

#![cfg_attr(
    not(feature = "http"),
    allow(dead_code, reason = "the client of other servers is left out")
)]

use lean as _;

mod answer;
#[path = "../../../../momento-functions-models/src/aws.rs"]
#[expect(dead_code, reason = "the host needs more of it")]
mod aws;
mod bindings;
mod body;
mod bytes;
mod client;
mod context;
mod failure;
mod head;
#[cfg(feature = "http")]
mod http;
#[cfg(feature = "http")]
mod http_1_0;
mod id;
mod invocation;
mod log;
mod log_model;
mod place;
mod pump;
#[path = "../../../../momento-functions-models/src/query.rs"]
#[expect(dead_code, reason = "the host needs more of it")]
mod query;
mod request;
#[path = "../../../../momento-functions-assert/src/secret.rs"]
#[expect(dead_code, reason = "the assertions need more of it")]
mod secret;
mod sink;
#[path = "../../../../momento-functions-models/src/sse.rs"]
mod sse;
#[cfg(feature = "std")]
mod std_stub;
mod stream;
mod support;
mod time_limit;
mod waits;

struct Bottom;
