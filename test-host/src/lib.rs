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

mod bindings;
mod caches;
mod component;
mod configuration;
mod deployment;
mod engine;
mod error;
mod function;
mod host;
mod interfaces;
mod invocation;
mod limits;
mod linker;
mod log;
mod outcome;
mod query;
mod request;
pub mod service;
mod tokens;
mod topics;

pub use configuration::{Configuration, ConfigurationError, LocalServices};
pub use deployment::Deployment;
pub use error::{DeployError, HostError, InvocationError, InvocationErrorKind, MissingImport};
pub use function::{Function, FunctionKind};
pub use host::{Host, HostBuilder};
pub use invocation::{InvocationId, RequestBody, ResponseBody};
pub use limits::Limits;
pub use log::{LogLine, LogOrigin};
pub use momento_functions_models::cache::{Cache, CacheLimits};
pub use momento_functions_models::log::{LogDestination, LogLevel};
pub use momento_functions_models::token::TokenError;
pub use momento_functions_models::topic::{Message, Subscription, TopicEvent, TopicLimits};
pub use outcome::{Outcome, Response};
pub use request::Request;
pub use tokens::DisposableToken;
pub use topics::Topic;
