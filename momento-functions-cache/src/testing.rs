// A cache in memory, for the tests of this crate and, by `include!`, for its examples.
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::error::Error as StdError;
use std::rc::Rc;

use momento_functions_bytes::{Data, Json};
use momento_functions_wit::cache_scalar::{
    Data as Abi, Error, GetWithHashFound, GetWithHashResult, Host, SetIfCondition,
    SetIfHashCondition, SetIfHashResult, SetIfResult,
};
use momento_functions_wit::native;

/// Values by key, each with its time to live in milliseconds.
type Items = BTreeMap<Vec<u8>, (Vec<u8>, u64)>;

/// The items of a cache, or a cache that is not there.
pub(crate) struct Cache(Option<RefCell<Items>>);

/// Runs an example with an empty cache.
#[allow(dead_code, reason = "the examples alone use it")]
pub(crate) fn with_cache(run: impl FnOnce() -> Result<(), Box<dyn StdError>>) {
    with(&[], || run().unwrap());
}

/// Runs with a cache of these items, and gives it back.
pub(crate) fn with(items: &[(&str, &str)], run: impl FnOnce()) -> Rc<Cache> {
    let items = items
        .iter()
        .map(|(key, value)| (key.as_bytes().to_vec(), (value.as_bytes().to_vec(), 0)));
    let cache = Rc::new(Cache(Some(RefCell::new(items.collect()))));
    native::scope(cache.clone(), run);
    cache
}

/// Runs with a cache that answers every call with an error.
pub(crate) fn failing<R>(run: impl FnOnce() -> R) -> R {
    native::scope(Cache(None), run)
}

/// A value that JSON has no words for.
pub(crate) fn unencodable() -> Json<HashMap<Vec<u8>, u8>> {
    Json(HashMap::from([(vec![1], 1)]))
}

fn bytes(data: Abi) -> Vec<u8> {
    Data::__from_abi(data).into_bytes()
}

fn hash(value: &[u8]) -> Vec<u8> {
    [b"hash of ", value].concat()
}

impl Cache {
    pub(crate) fn value(&self, key: &str) -> Option<String> {
        let (value, _) = self.item(key.as_bytes()).unwrap()?;
        Some(String::from_utf8(value).unwrap())
    }

    pub(crate) fn ttl(&self, key: &str) -> Option<u64> {
        self.item(key.as_bytes()).unwrap().map(|(_, ttl)| ttl)
    }

    fn items(&self) -> Result<&RefCell<Items>, Error> {
        self.0
            .as_ref()
            .ok_or_else(|| Error::NotFound("no such cache".to_owned()))
    }

    fn item(&self, key: &[u8]) -> Result<Option<(Vec<u8>, u64)>, Error> {
        Ok(self.items()?.borrow().get(key).cloned())
    }

    /// Stores when the condition holds for the value that is there.
    fn store(
        &self,
        key: Abi,
        value: Vec<u8>,
        ttl: u64,
        holds: impl FnOnce(Option<&[u8]>) -> bool,
    ) -> Result<bool, Error> {
        let key = bytes(key);
        let there = self.item(&key)?;
        let holds = holds(there.as_ref().map(|(value, _)| value.as_slice()));
        if holds {
            self.items()?.borrow_mut().insert(key, (value, ttl));
        }
        Ok(holds)
    }
}

impl native::Host for Cache {
    fn cache_scalar(&self) -> Option<&dyn Host> {
        Some(self)
    }
}

impl Host for Cache {
    fn get(&self, key: Abi) -> Result<Option<Abi>, Error> {
        Ok(self.item(&bytes(key))?.map(|(value, _)| Abi::Value(value)))
    }

    fn get_with_hash(&self, key: Abi) -> Result<GetWithHashResult, Error> {
        let Some((value, _)) = self.item(&bytes(key))? else {
            return Ok(GetWithHashResult::Missing);
        };
        let hash = Abi::Value(hash(&value));
        Ok(GetWithHashResult::Found(GetWithHashFound {
            value: Abi::Value(value),
            hash,
        }))
    }

    fn set(&self, key: Abi, value: Abi, ttl: u64) -> Result<(), Error> {
        self.store(key, bytes(value), ttl, |_| true).map(drop)
    }

    fn set_if(
        &self,
        key: Abi,
        value: Abi,
        ttl: u64,
        condition: SetIfCondition,
    ) -> Result<SetIfResult, Error> {
        let stored = self.store(key, bytes(value), ttl, |there| match condition {
            SetIfCondition::Present => there.is_some(),
            SetIfCondition::PresentAndNotEqual(other) => {
                there.is_some_and(|there| there != bytes(other))
            }
            SetIfCondition::Absent => there.is_none(),
            SetIfCondition::Equal(same) => there.is_some_and(|there| there == bytes(same)),
            SetIfCondition::AbsentOrEqual(same) => there.is_none_or(|there| there == bytes(same)),
            SetIfCondition::NotEqual(other) => there.is_none_or(|there| there != bytes(other)),
        })?;
        Ok(if stored {
            SetIfResult::Stored
        } else {
            SetIfResult::NotStored
        })
    }

    fn set_if_hash(
        &self,
        key: Abi,
        value: Abi,
        ttl: u64,
        condition: SetIfHashCondition,
    ) -> Result<SetIfHashResult, Error> {
        let value = bytes(value);
        let stored_hash = Abi::Value(hash(&value));
        let stored = self.store(key, value, ttl, |there| match condition {
            SetIfHashCondition::PresentAndNotHashEqual(other) => {
                there.is_some_and(|there| hash(there) != bytes(other))
            }
            SetIfHashCondition::PresentAndHashEqual(same) => {
                there.is_some_and(|there| hash(there) == bytes(same))
            }
            SetIfHashCondition::AbsentOrHashEqual(same) => {
                there.is_none_or(|there| hash(there) == bytes(same))
            }
            SetIfHashCondition::AbsentOrNotHashEqual(other) => {
                there.is_none_or(|there| hash(there) != bytes(other))
            }
            SetIfHashCondition::Unconditional => true,
        })?;
        Ok(if stored {
            SetIfHashResult::Stored(stored_hash)
        } else {
            SetIfHashResult::NotStored
        })
    }

    fn delete(&self, key: Abi) -> Result<(), Error> {
        self.items()?.borrow_mut().remove(&bytes(key));
        Ok(())
    }
}
