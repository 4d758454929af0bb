//! Valkey: named clusters that all functions of a host share, and a server that a function names itself.
//!
//! Everything that a server sends goes through a [`ReplyGuard`](reply_guard::ReplyGuard) before the
//! client library parses it, so that no reply is larger than the host allows.

mod clusters;
mod command;
mod configuration;
mod dial;
mod error;
mod guarded_stream;
mod link;
mod nodes;
mod observed;
mod pipeline;
mod reply;
mod reply_guard;
mod rules;
mod server;
mod thread;

#[expect(unreachable_pub, reason = "the bindings re-export it")]
pub use clusters::Cluster;
pub(crate) use clusters::{Clusters, Configured};
pub(crate) use command::{Command, MAX_COMMAND};
pub use configuration::LocalValkey;
pub(crate) use error::ValkeyError;
#[expect(unreachable_pub, reason = "the bindings re-export it")]
pub use pipeline::Client;
#[expect(unreachable_pub, reason = "the bindings re-export it")]
pub use reply::Replies;
pub(crate) use reply::Reply;
