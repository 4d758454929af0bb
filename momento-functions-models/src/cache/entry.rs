use super::hash::Hashed;
use super::list::List;
use crate::ServiceError;
use bytes::Bytes;
use std::sync::Arc;
use std::time::Duration;

/// What an item costs beside its key and its value: its places in the tables, about.
pub(super) const ITEM_COST: u64 = 256;

/// What a value of a list costs beside itself, about.
pub(super) const LIST_VALUE_COST: u64 = 48;

/// What is kept under a key.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) kind: Kind,
    pub(super) deadline: Duration,
    /// The tick of the item's last use.
    pub(super) used: u64,
    /// The tick that the item is queued under for eviction: at most `used`.
    pub(super) queued: u64,
}

impl Entry {
    /// Tells whether a call has left an item as it was. A value that was stored again is another one.
    pub(super) fn is_same(&self, after: &Self) -> bool {
        let is_same = match (&self.kind, &after.kind) {
            (Kind::Scalar(before), Kind::Scalar(after)) => Arc::ptr_eq(before, after),
            (Kind::List(before), Kind::List(after)) => before == after,
            _ => false,
        };
        is_same && self.deadline == after.deadline
    }
}

/// The kinds of items, which share the keys of a cache.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ItemKind {
    /// One value.
    Scalar,
    /// A list of values.
    List,
}

/// What an item is.
#[derive(Debug, Clone)]
pub(super) enum Kind {
    Scalar(Arc<Hashed>),
    List(List),
}

impl Kind {
    pub(super) fn scalar(&self) -> Result<&Arc<Hashed>, ServiceError> {
        match self {
            Self::Scalar(value) => Ok(value),
            Self::List(_) => Err(ItemKind::Scalar.mismatch()),
        }
    }

    pub(super) fn list(&mut self) -> Result<&mut List, ServiceError> {
        match self {
            Self::List(list) => Ok(list),
            Self::Scalar(_) => Err(ItemKind::List.mismatch()),
        }
    }

    /// Returns what the item costs of the cache's bytes under a key.
    pub(super) fn cost(&self, key: &[u8]) -> u64 {
        let value = match self {
            Self::Scalar(value) => bytes(value.value()),
            Self::List(list) => list.cost(),
        };
        item_cost(key) + value
    }
}

impl ItemKind {
    /// Makes the error of a call for this kind, where the item of the key is of the other one.
    #[must_use]
    pub fn mismatch(self) -> ServiceError {
        let (is, asked) = match self {
            Self::Scalar => ("a list", "a single value"),
            Self::List => ("a single value", "a list"),
        };
        ServiceError::FailedPrecondition(format!(
            "the item under this key is {is}; the call is for {asked}"
        ))
    }
}

/// What an item costs that has no value yet.
pub(super) fn item_cost(key: &[u8]) -> u64 {
    ITEM_COST + bytes(key)
}

pub(super) fn list_value_cost(value: &Bytes) -> u64 {
    LIST_VALUE_COST + bytes(value)
}

fn bytes(of: &[u8]) -> u64 {
    u64::try_from(of.len()).unwrap_or(u64::MAX)
}
