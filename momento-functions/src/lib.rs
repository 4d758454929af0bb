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
//! - `cache`: the module `cache`, one value a key.
//! - `cache-list`: the modules `cache_list`, lists in the cache, and `collections_common`, what collections share.
//! - `topic`: the module `topic`, publishing to topics.
//! - `aws-auth`: the module `aws_auth`, AWS credentials, for the other `aws_…` modules.
//! - `aws-ddb`: the module `aws_ddb`, items of DynamoDB tables, which bring in serde.
//! - `aws-lambda`: the module `aws_lambda`, invoking AWS Lambda functions.
//! - `aws-s3`: the module `aws_s3`, objects of S3 buckets.
//! - `aws-secrets-manager`: the module `aws_secrets_manager`, values of AWS Secrets Manager.
//! - `http`: the module `http`, outbound HTTP.
//! - `spawn-function`: spawn functions of the current contract, `spawn!`. Without it `spawn!` makes one of the
//!   older contract.
//! - `log`: the module `log`, log lines and where they go; `log-tracing`: with the events of `tracing`.
//! - `spawn`: the module `spawn`, starting other functions.
//! - `system`: the module `system`, time, the environment and random numbers, which a lean function has from
//!   nowhere else.
//! - `own-allocator`: no allocator of the SDK's in a lean function, for one that brings its own.
//! - `test`: the attribute `#[momento_functions::test]` and the module `testing`, for `[dev-dependencies]`.
//! - `token`: the module `token`, disposable tokens.
//! - `valkey`: the module `valkey`, commands to a Valkey cluster.
//!
//! # The older contract
//! A function that was written with this crate's published `post!` or `spawn!` compiles as it is, beside
//! `momento-functions-host` and `momento-functions-log` for its host calls. Three things do not:
//! - an [`IntoWebResponse`] of one's own that names the older contract's response type: here the trait
//!   gives the current one, for both contracts. Build a [`WebResponse`], and return its `response()`.
//! - a value with an `Encode` of one's own, of `momento-functions-host`, as the body of a [`WebResponse`]:
//!   that takes the [`Encode`](encoding::Encode) of the current contract, whose bodies may be the host's.
//!   Give it the encoded bytes.
//! - a payload with an `Extract` of one's own, of `momento-functions-host`, for the same reason. Take a
//!   `Vec<u8>` and extract from it.

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
#[cfg(not(feature = "spawn-function"))]
#[path = "spawn.rs"]
mod older_spawn;
mod post;
pub mod prelude;
mod result;

#[cfg(feature = "aws-auth")]
pub use momento_functions_aws_auth as aws_auth;
#[cfg(feature = "aws-ddb")]
pub use momento_functions_aws_ddb as aws_ddb;
#[cfg(feature = "aws-lambda")]
pub use momento_functions_aws_lambda as aws_lambda;
#[cfg(feature = "aws-s3")]
pub use momento_functions_aws_s3 as aws_s3;
#[cfg(feature = "aws-secrets-manager")]
pub use momento_functions_aws_secrets_manager as aws_secrets_manager;
pub use momento_functions_bytes as bytes;
pub use momento_functions_bytes::Data;
pub use momento_functions_bytes::encoding;
#[cfg(feature = "cache")]
pub use momento_functions_cache as cache;
#[cfg(feature = "cache-list")]
pub use momento_functions_cache_list as cache_list;
#[cfg(feature = "cache-list")]
pub use momento_functions_collections_common as collections_common;
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
#[cfg(feature = "log")]
pub use momento_functions_host_log as log;
#[cfg(feature = "http")]
pub use momento_functions_http as http;
#[cfg(all(feature = "attributes", feature = "spawn-function"))]
pub use momento_functions_macros::spawn_function_facade as spawn_function;
#[cfg(feature = "test")]
pub use momento_functions_macros::test_facade as test;
#[cfg(feature = "attributes")]
pub use momento_functions_macros::{post_function, web_function_facade as web_function};
#[cfg(feature = "spawn")]
pub use momento_functions_spawn as spawn;
#[cfg(feature = "system")]
pub use momento_functions_system as system;
#[cfg(feature = "test")]
pub use momento_functions_test as testing;
#[cfg(feature = "token")]
pub use momento_functions_token as token;
#[cfg(feature = "topic")]
pub use momento_functions_topic as topic;
#[cfg(feature = "valkey")]
pub use momento_functions_valkey as valkey;
pub use result::FunctionResult;
