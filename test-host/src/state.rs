//! What outlives the host: a folder of functions with their versions, and of what else is to stay.

mod components;
mod folder;
mod index;
mod record;
mod store;

pub(crate) use folder::{StateFolder, private, unfinished};
pub(crate) use record::{FunctionRecord, StoredFunction, VersionRecord};
pub(crate) use store::{Change, FunctionStore};
