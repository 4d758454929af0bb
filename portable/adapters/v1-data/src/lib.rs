//! Caches and topics as the older contract has them: see `v1-data` in wit/portable/worlds.wit.
//!
//! It differs from the current one in its values alone, which are given as a whole.

use lean as _;

mod bindings;
#[path = "../../data/src/collect.rs"]
mod collect;
mod error;
mod list;
mod scalar;
mod topic;
mod whole;

struct V1Data;
