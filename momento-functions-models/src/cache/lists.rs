use super::entry::list_value_cost;
use super::list::{List, Side};
use super::list_values::{ListTtl, Popped};
use super::span::{EndIndex, ListRange, StartIndex};
use super::store::Cache;
use crate::ServiceError;
use bytes::Bytes;

/// Items that are lists: `momento:cache-list`. `None` stands for a list that is missing.
impl Cache {
    /// Adds values at the front, in their order, and gives the length after it.
    ///
    /// A list that is then longer than `truncate_back_to` loses values at the back; 0 drops none.
    /// No values make no list.
    ///
    /// # Errors
    ///
    /// The time to live is not allowed; the name or a value is too large, or the list would be
    /// larger than the cache; the item is no list.
    pub fn list_concatenate_front(
        &self,
        name: &[u8],
        values: &[impl AsRef<[u8]>],
        ttl: ListTtl,
        truncate_back_to: u32,
    ) -> Result<u32, ServiceError> {
        let values = self.admit_list_values(name, values)?;
        self.extend(name, Side::Front, &values, ttl, truncate_back_to)
    }

    /// Adds values at the back, in their order, and gives the length after it.
    ///
    /// A list that is then longer than `truncate_front_to` loses values at the front; 0 drops none.
    /// No values make no list.
    ///
    /// # Errors
    ///
    /// As for [`Cache::list_concatenate_front`].
    pub fn list_concatenate_back(
        &self,
        name: &[u8],
        values: &[impl AsRef<[u8]>],
        ttl: ListTtl,
        truncate_front_to: u32,
    ) -> Result<u32, ServiceError> {
        let values = self.admit_list_values(name, values)?;
        self.extend(name, Side::Back, &values, ttl, truncate_front_to)
    }

    /// Adds a value at the front: [`Cache::list_concatenate_front`] of one.
    ///
    /// # Errors
    ///
    /// As for [`Cache::list_concatenate_front`].
    pub fn list_push_front(
        &self,
        name: &[u8],
        value: &[u8],
        ttl: ListTtl,
        truncate_back_to: u32,
    ) -> Result<u32, ServiceError> {
        self.list_concatenate_front(name, &[value], ttl, truncate_back_to)
    }

    /// Adds a value at the back: [`Cache::list_concatenate_back`] of one.
    ///
    /// # Errors
    ///
    /// As for [`Cache::list_concatenate_front`].
    pub fn list_push_back(
        &self,
        name: &[u8],
        value: &[u8],
        ttl: ListTtl,
        truncate_front_to: u32,
    ) -> Result<u32, ServiceError> {
        self.list_concatenate_back(name, &[value], ttl, truncate_front_to)
    }

    /// Takes the first value off.
    ///
    /// # Errors
    ///
    /// The item is no list.
    pub fn list_pop_front(&self, name: &[u8]) -> Result<Option<Popped>, ServiceError> {
        self.pop(name, Side::Front)
    }

    /// Takes the last value off.
    ///
    /// # Errors
    ///
    /// The item is no list.
    pub fn list_pop_back(&self, name: &[u8]) -> Result<Option<Popped>, ServiceError> {
        self.pop(name, Side::Back)
    }

    /// Erases the values in `ranges`, and gives the length after it.
    ///
    /// All ranges are counted in the list as it is before; they may overlap.
    ///
    /// # Errors
    ///
    /// The item is no list.
    pub fn list_erase(
        &self,
        name: &[u8],
        ranges: &[ListRange],
    ) -> Result<Option<u32>, ServiceError> {
        self.shrink(name, |list| list.erase(ranges))
    }

    /// Erases all values, after which there is no list, and gives the length: 0.
    ///
    /// # Errors
    ///
    /// The item is no list.
    pub fn list_erase_all(&self, name: &[u8]) -> Result<Option<u32>, ServiceError> {
        let none = EndIndex::Exclusive(0);
        self.shrink(name, |list| list.retain(StartIndex::Unbounded, none))
    }

    /// Removes every value that equals `value`, and gives the length after it.
    ///
    /// # Errors
    ///
    /// The item is no list.
    pub fn list_remove(&self, name: &[u8], value: &[u8]) -> Result<Option<u32>, ServiceError> {
        self.shrink(name, |list| list.remove(value))
    }

    /// Gives the values from `start` to before `end`, front to back.
    ///
    /// # Errors
    ///
    /// The item is no list.
    pub fn list_fetch(
        &self,
        name: &[u8],
        start: StartIndex,
        end: EndIndex,
    ) -> Result<Option<Vec<Bytes>>, ServiceError> {
        self.list(name, |list| list.fetch(start, end))
    }

    /// Gives how many values there are.
    ///
    /// # Errors
    ///
    /// The item is no list.
    pub fn list_length(&self, name: &[u8]) -> Result<Option<u32>, ServiceError> {
        self.list(name, |list| list.length())
    }

    /// Keeps only the values from `start` to before `end`, and gives the length after it.
    ///
    /// # Errors
    ///
    /// The time to live is not allowed, or the item is no list.
    pub fn list_retain(
        &self,
        name: &[u8],
        start: StartIndex,
        end: EndIndex,
        ttl: ListTtl,
    ) -> Result<Option<u32>, ServiceError> {
        let deadline = self.deadline(ttl.milliseconds)?;
        self.change(name, |shard, moment| {
            let length = shard.change_list(name, 0, moment, |list| {
                list.retain(start, end);
                list.length()
            })?;
            if ttl.refresh {
                shard.set_deadline(name, deadline);
            }
            Ok(length)
        })
    }

    fn admit_list_values(
        &self,
        name: &[u8],
        values: &[impl AsRef<[u8]>],
    ) -> Result<Vec<Bytes>, ServiceError> {
        self.limits().check_key(name)?;
        let copy = |value: &[u8]| {
            self.limits().check_list_value(value)?;
            Ok(Bytes::copy_from_slice(value))
        };
        values.iter().map(|value| copy(value.as_ref())).collect()
    }

    fn extend(
        &self,
        name: &[u8],
        side: Side,
        values: &[Bytes],
        ttl: ListTtl,
        truncate_to: u32,
    ) -> Result<u32, ServiceError> {
        let deadline = self.deadline(ttl.milliseconds)?;
        let growth = values.iter().map(list_value_cost).sum();
        self.write(name, |shard, moment| {
            let length = shard.grow_list(name, growth, deadline, moment, |list| {
                list.extend(side, values, truncate_to);
            })?;
            if ttl.refresh {
                shard.set_deadline(name, deadline);
            }
            Ok(length)
        })
    }

    fn pop(&self, name: &[u8], side: Side) -> Result<Option<Popped>, ServiceError> {
        let pop = |list: &mut List| {
            let value = list.pop(side)?;
            let list_length = list.length();
            Some(Popped { value, list_length })
        };
        let popped = self.change_list(name, pop)?;
        Ok(popped.flatten())
    }

    fn shrink(
        &self,
        name: &[u8],
        change: impl FnOnce(&mut List),
    ) -> Result<Option<u32>, ServiceError> {
        self.change_list(name, |list| {
            change(list);
            list.length()
        })
    }

    fn change_list<R>(
        &self,
        name: &[u8],
        call: impl FnOnce(&mut List) -> R,
    ) -> Result<Option<R>, ServiceError> {
        self.change(name, |shard, moment| {
            shard.change_list(name, 0, moment, call)
        })
    }

    fn list<R>(
        &self,
        name: &[u8],
        call: impl FnOnce(&mut List) -> R,
    ) -> Result<Option<R>, ServiceError> {
        self.call(name, |shard, moment| {
            shard.change_list(name, 0, moment, call)
        })
    }
}
