//! Caches and topics where they live, over HTTP: see `data` in wit/portable/worlds.wit, and docs/data.md for the routes.
//!
//! Nothing is kept between calls: the settings are read at each.

use lean as _;

mod answer;
mod ask;
mod bindings;
mod body;
mod collect;
#[path = "../../../../momento-functions-models/src/error.rs"]
#[allow(
    dead_code,
    reason = "shared with the host: not all of it is needed here"
)]
mod error;
mod frames;
mod json;
#[path = "../../../../momento-functions-models/src/cache/limits.rs"]
#[allow(
    dead_code,
    reason = "shared with the host: not all of it is needed here"
)]
mod limits;
mod list;
mod scalar;
mod settings;
mod topic;
mod url;

use error::ServiceError;

struct Data;
