//! What a test may know of host calls, and order for them: each is written down, may be made to fail, and may
//! be answered from a record.
//!
//! `#[observed]` on the implementation of an interface leads each of its calls through here. Where nobody
//! observes, that costs a look at an option.

mod body;
mod call;
mod calls;
mod fault;
mod faults;
pub(crate) mod interfaces;
mod observer;
mod points;
mod record;
mod recorder;
pub(crate) mod redact;
mod replay;
mod replayed;
mod told;
mod value;

pub(crate) use body::{ObservedBody, Room, WrittenBody};
pub(crate) use call::{Answer, Begun, Call, CallResult, counted};
pub use calls::{CacheCalls, Calls, HostCall};
pub use fault::{AwsFault, Fault, HttpFault, ServiceFault, SpawnFault, TokenFault, ValkeyFault};
pub use faults::{FaultCount, FaultOrder, Faults};
pub(crate) use observer::{Observed, Observer};
pub use points::Point;
pub(crate) use record::Recorded;
pub use record::{Record as InvocationRecord, RecordError, RecordedAnswer, RecordedRequest};
pub(crate) use recorder::Recorder;
pub(crate) use replay::Replay;
pub use replayed::Replayed;
pub(crate) use serde_json::Value as Json;
pub(crate) use told::Told;
pub(crate) use value::{Bodies, Record, Unreadable, Value, case};

/// The host calls by name: to order faults on, and to find among those that were made.
pub mod calls_by_name {
    pub use super::points::{
        cache, dynamodb, http, lambda, list, s3, secrets, spawn, token, topic, valkey,
    };
}
