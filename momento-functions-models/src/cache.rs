//! The cache: items that are one value a key, and lists, in one key space on one clock.

mod ages;
pub(crate) mod budget;
mod condition;
mod entry;
mod hash;
mod journal;
mod limits;
mod list;
mod list_values;
mod lists;
mod look;
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
pub use journal::{CacheJournal, JournalItem};
pub use limits::CacheLimits;
pub use list_values::{ListTtl, Popped};
pub use look::ItemSummary;
pub use span::{EndIndex, ListRange, StartIndex};
pub use store::Cache;
