//! Tests on the machine that compiles them.

mod aws;
mod builder;
mod caches;
mod current;
mod data;
mod dynamodb;
mod host;
mod http;
mod lambda;
mod lists;
mod logs;
mod objects;
mod secrets;
mod service_error;
mod spawns;
mod stream;
mod system;
mod tokens;
mod topics;
mod valkey;
mod web;
mod world;

pub use builder::NativeHostBuilder;
pub use current::{advance_clock, host, run};
pub use host::NativeHost;
pub use lambda::{LambdaCall, NativeLambda};
pub use logs::LogLine;
pub use objects::NativeBucket;
pub use secrets::NativeSecret;
pub use spawns::Spawned;
pub use stream::{Sent, SentEvent};
pub use topics::NativeTopic;
pub use valkey::{NativeValkey, ValkeyCommand, ValkeyReply};
pub use web::{answer_of, invoke};
