use super::condition::{SetIf, SetIfHash};
use super::entry::{ItemKind, list_value_cost};
use super::hash::{Hashed, ValueHash};
use super::journal::JournalItem;
use super::list::{List, Side};
use super::refusal::Refusal;
use super::shard::{Moment, Shard};
use super::store::Cache;
use crate::ServiceError;
use bytes::Bytes;
use std::sync::Arc;
use std::time::Duration;

/// Items that are one value a key: `momento:cache-scalar`.
///
/// # Errors
///
/// A call for a value fails with [`ServiceError::FailedPrecondition`] when the item is a list.
/// [`Cache::set`] and [`Cache::delete`] do not ask what is there.
///
/// A call that stores fails with [`ServiceError::InvalidArgument`] when the time to live is 0 or
/// too long, and with [`ServiceError::LimitExceeded`] when the key or the value is too large.
impl Cache {
    /// Gets the value of `key`.
    ///
    /// # Errors
    ///
    /// The item is a list.
    pub fn get(&self, key: &[u8]) -> Result<Option<Bytes>, ServiceError> {
        let value = self.scalar(key)?;
        Ok(value.map(|value| value.value().clone()))
    }

    /// Gets the value of `key` and its hash.
    ///
    /// # Errors
    ///
    /// The item is a list.
    pub fn get_with_hash(&self, key: &[u8]) -> Result<Option<(Bytes, ValueHash)>, ServiceError> {
        let value = self.scalar(key)?;
        Ok(value.map(|value| (value.value().clone(), value.hash())))
    }

    /// Stores `value` under `key`, in place of what was there.
    ///
    /// # Errors
    ///
    /// The time to live is not allowed, or the key or the value is too large.
    pub fn set(&self, key: &[u8], value: &[u8], ttl_milliseconds: u64) -> Result<(), ServiceError> {
        let (value, deadline) = self.admit(key, value, ttl_milliseconds)?;
        self.write(key, |shard, moment| {
            shard.store(key, &value, deadline, moment)
        })
    }

    /// Stores `value` under `key` when `condition` holds, in one step, and tells whether it did.
    ///
    /// # Errors
    ///
    /// As for [`Cache::set`], or the item is a list.
    pub fn set_if(
        &self,
        key: &[u8],
        value: &[u8],
        ttl_milliseconds: u64,
        condition: SetIf<'_>,
    ) -> Result<bool, ServiceError> {
        let (value, deadline) = self.admit(key, value, ttl_milliseconds)?;
        self.write(key, |shard, moment| {
            let current = shard.scalar(key, moment)?;
            if !condition.holds(current.map(|current| current.value().as_ref())) {
                return Ok(false);
            }
            shard.store(key, &value, deadline, moment)?;
            Ok(true)
        })
    }

    /// Stores `value` under `key` when `condition` holds, in one step, and gives the hash of what
    /// it stored.
    ///
    /// # Errors
    ///
    /// As for [`Cache::set`], or the item is a list.
    pub fn set_if_hash(
        &self,
        key: &[u8],
        value: &[u8],
        ttl_milliseconds: u64,
        condition: SetIfHash<'_>,
    ) -> Result<Option<ValueHash>, ServiceError> {
        let (value, deadline) = self.admit(key, value, ttl_milliseconds)?;
        // Both hashes are made before the shard is locked: a large value takes milliseconds.
        let hash = value.hash();
        self.scalar(key)?.map(|current| current.hash());
        self.write(key, |shard, moment| {
            let current = shard.scalar(key, moment)?.map(|current| current.hash());
            if !condition.holds(current.as_ref()) {
                return Ok(None);
            }
            shard.store(key, &value, deadline, moment)?;
            Ok(Some(hash))
        })
    }

    /// Removes the item of `key`, of whichever kind it is. That there is none is no error.
    ///
    /// # Errors
    ///
    /// The cache has a [journal](super::CacheJournal), which failed.
    pub fn delete(&self, key: &[u8]) -> Result<(), ServiceError> {
        self.change(key, |shard, _| {
            shard.remove(key);
            Ok(())
        })
    }

    /// Puts back a value or a list that was noted, without its being noted again.
    pub(super) fn put_back(
        &self,
        key: &[u8],
        item: &JournalItem,
        deadline: Duration,
    ) -> Result<(), ServiceError> {
        match (item.kind, item.values.first()) {
            (_, None) => Ok(()),
            (ItemKind::Scalar, Some(value)) => {
                let value = Arc::new(Hashed::copy_of(value));
                self.put_unnoted(key, |shard, moment| {
                    shard.store(key, &value, deadline, moment)
                })
            }
            (ItemKind::List, Some(_)) => {
                let values = &item.values;
                let growth = values.iter().map(list_value_cost).sum();
                self.put_unnoted(key, |shard, moment| {
                    let extend = |list: &mut List| list.extend(Side::Back, values, 0);
                    let length = shard.grow_list(key, growth, deadline, moment, extend);
                    length.map(drop)
                })
            }
        }
    }

    fn put_unnoted(
        &self,
        key: &[u8],
        mut put: impl FnMut(&mut Shard, Moment) -> Result<(), Refusal>,
    ) -> Result<(), ServiceError> {
        self.with_room(key, || self.call(key, &mut put))
    }

    fn scalar(&self, key: &[u8]) -> Result<Option<Arc<Hashed>>, ServiceError> {
        self.call(key, |shard, moment| {
            let value = shard.scalar(key, moment)?;
            Ok(value.map(Arc::clone))
        })
    }

    fn admit(
        &self,
        key: &[u8],
        value: &[u8],
        ttl_milliseconds: u64,
    ) -> Result<(Arc<Hashed>, Duration), ServiceError> {
        self.limits().check_key(key)?;
        self.limits().check_item(value)?;
        let deadline = self.deadline(ttl_milliseconds)?;
        Ok((Arc::new(Hashed::copy_of(value)), deadline))
    }
}
