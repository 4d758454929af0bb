//! The HTTP service: functions invoked and managed over HTTP, in the way of Momento's service.
//!
//! | route | does |
//! |---|---|
//! | any verb, `/functions/{cache}/{function}[/{path}][?query]` | invokes a function |
//! | `PUT /functions/manage/{cache}/{function}` | deploys a version |
//! | `GET /functions/manage/{cache}/{function}` | describes a function |
//! | `DELETE /functions/manage/{cache}/{function}` | deletes a function |
//! | `GET /functions/manage/{cache}` | lists a cache's functions |
//! | `GET /topics/{cache}/{topic}` | streams what is published to a topic, as server-sent events |
//! | `GET /` | tells these routes |

mod answer;
mod auth;
mod body;
mod browser;
mod builder;
mod deploy;
mod describe;
mod event;
mod invoke;
mod manage;
mod metrics;
mod patience;
mod percent;
mod query;
mod refusal;
mod reply;
mod route;
mod server;
mod timestamp;
mod topic;
mod watch;

pub use auth::Key;
pub use builder::{BindError, ServiceBuilder};
pub use event::{Answered, Event};
pub use server::Service;
