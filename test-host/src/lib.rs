//! A wasmtime host for Momento Functions: a library for tests, and a local service.
//!
//! A function is deployed from the bytes of a component and answers in a sandbox of its own, made
//! afresh for every invocation.
//!
//! ```no_run
//! # async fn run() -> Result<(), Box<dyn std::error::Error>> {
//! use momento_functions_test_host::{Deployment, Host, Request};
//!
//! let host = Host::builder().build()?;
//! let greeter = host.deploy("greeter", Deployment::from_file("greeter.wasm")?)?;
//! let outcome = greeter.invoke(Request::post("/").body("Ada")).await;
//! assert_eq!(outcome.response.status, 200);
//! # Ok(())
//! # }
//! ```

mod aws;
mod backtrace;
mod bindings;
mod caches;
mod code_cache;
mod compiled;
mod component;
mod configuration;
mod cost;
mod deployment;
mod egress;
mod engine;
mod error;
mod function;
mod function_limits;
mod functions;
mod host;
mod http_client;
mod interfaces;
mod invocation;
mod invoked;
mod kept;
mod kit;
mod limits;
mod linker;
mod log;
mod metrics;
mod observe;
mod observers;
mod outbound;
mod outcome;
mod places;
mod pool;
mod profiler;
mod request;
mod reserved;
mod seed;
pub mod service;
mod shards;
mod single_flight;
mod spawn;
mod state;
mod test_binary;
mod time;
mod tokens;
mod topics;
mod units;
mod valkey;

pub use aws::{AwsConfiguration, AwsEndpoint, AwsRole};
pub use aws::{LambdaConfiguration, LocalBucket, LocalS3, LocalSecret, SecretConfiguration};
pub use aws::{LocalKey, LocalTable};
pub use backtrace::TraceFrame;
pub use caches::{CacheStore, LocalCache};
pub use component::import_provider;
pub use configuration::{Configuration, ConfigurationError, LocalServices, Secret};
pub use configuration::{Destination, FunctionConfiguration, LimitsConfiguration};
pub use configuration::{SeedBytes, SeedItem, SeedValue, Seeds};
pub use cost::Cost;
pub use deployment::Deployment;
pub use egress::{EgressConfiguration, EgressRule, EgressRuleError, PrivateAddresses};
pub use error::{
    DeployError, HostError, InvocationError, InvocationErrorKind, MissingImport, SpawnError,
    StateError, VersionError,
};
pub use function::{Function, FunctionKind};
pub use function_limits::FunctionLimits;
pub use host::{Host, HostBuilder, SeedError, Unloaded};
pub use invocation::{InvocationId, RequestBody, ResponseBody};
pub use invoked::Invoked;
pub use kit::{BuildError, BuiltCrate, TestFunction, TestHost, build_crate};
pub use limits::Limits;
pub use log::{LogLine, LogOrigin};
pub use metrics::{CallCounts, Latency, Metrics};
pub use momento_functions_assert::{AssertResponse, SseEvent};
pub use momento_functions_models::cache::{Cache, CacheLimits};
pub use momento_functions_models::dynamodb;
pub use momento_functions_models::http_script;
pub use momento_functions_models::log::{LogDestination, LogLevel};
pub use momento_functions_models::s3::ObjectError;
pub use momento_functions_models::secrets::{SecretValue, SecretsError, VersionDefinition};
pub use momento_functions_models::spawn::SpawnRefusal;
pub use momento_functions_models::token::TokenError;
pub use momento_functions_models::topic::{Message, Subscription, TopicEvent, TopicLimits};
pub use momento_functions_models::{ClockHold, VirtualClock};
pub use observe::calls_by_name as calls;
pub use observe::{
    AwsFault, CacheCalls, Calls, Fault, FaultCount, FaultOrder, Faults, HostCall, HttpFault,
    InvocationRecord, Point, RecordError, RecordedAnswer, RecordedRequest, Replayed, ServiceFault,
    SpawnFault, TokenFault, ValkeyFault,
};
pub use outcome::{Outcome, Response};
pub use pool::Pool;
pub use profiler::GuestProfile;
pub use request::Request;
pub use spawn::{SpawnOutcome, SpawnResult, Spawned};
pub use test_binary::{
    Ending, Stdio, TestBinary, TestBinaryError, TestCase, TestFailure, TestOutcome, TestResult,
};
pub use tokens::DisposableToken;
pub use topics::Topic;
pub use units::{UnitError, parse_duration, parse_size};
pub use valkey::LocalValkey;

#[cfg(doctest)]
#[doc = include_str!("../../docs/testing.md")]
struct Guide;
