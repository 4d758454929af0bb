//! The HTTP service: functions invoked and managed over HTTP, in the way of Momento's service.
//!
//! | route | does |
//! |---|---|
//! | any verb, `/functions/{cache}/{function}[/{path}][?query]` | invokes a function |
//! | any verb, `/functions/{cache}/{function}@{version}[/{path}][?query]` | invokes one version of a function |
//! | `PUT /functions/manage/{cache}/{function}` | deploys a version |
//! | `GET /functions/manage/{cache}/{function}` | describes a function |
//! | `DELETE /functions/manage/{cache}/{function}` | deletes a function |
//! | `GET /functions/manage/{cache}/{function}/versions` | lists a function's versions |
//! | `PUT`, `DELETE /functions/manage/{cache}/{function}/pin` | pins a version, and unpins it |
//! | `GET`, `PATCH /functions/manage/{cache}/{function}/environment` | names the variables, and changes some |
//! | `GET /functions/manage/{cache}` | lists a cache's functions |
//! | `GET`, `PUT`, `DELETE /cache/{cache}?key=…` | gets, sets and deletes an item |
//! | `POST /cache/{cache}/set-if`, `…/set-if-hash` | sets an item on a condition |
//! | `GET`, `DELETE /cache/{cache}/list`, `POST /cache/{cache}/list/…` | lists of a cache |
//! | `POST /topics/{cache}/{topic}` | publishes a message |
//! | `GET /topics/{cache}/{topic}` | streams what is published to a topic, as server-sent events |
//! | `GET /functions/manage/{cache}/{function}/logs[?follow=true]` | tells what a function logged, as server-sent events |
//! | `GET /` | tells these routes; to a browser it gives the console, where there is one |

mod answer;
mod auth;
mod body;
mod browser;
mod builder;
mod console;
mod data;
mod deploy;
mod describe;
mod environment;
mod event;
mod failed_builds;
mod feed;
mod invoke;
mod logs;
mod manage;
mod metrics;
mod object;
mod patience;
mod percent;
mod query;
mod refusal;
mod reply;
mod request_id;
mod route;
mod server;
mod timestamp;
mod told;
mod topic;
mod versions;
mod watch;

pub use auth::Key;
pub use builder::{BindError, ServiceBuilder};
pub use event::{Answered, Event};
pub use failed_builds::FailedBuilds;
pub use server::Service;
