//! The cache: items that are one value a key, and lists, in one key space on one clock.

mod ages;
pub(crate) mod budget;
mod condition;
mod entry;
mod hash;
mod limits;
mod list;
mod list_values;
mod lists;
mod refusal;
mod scalars;
mod shard;
mod span;
mod store;
#[cfg(test)]
mod tests;

pub use condition::{SetIf, SetIfHash};
pub use entry::ItemKind;
pub use hash::ValueHash;
pub use limits::CacheLimits;
pub use list_values::{ListTtl, Popped};
pub use span::{EndIndex, ListRange, StartIndex};
pub use store::Cache;
