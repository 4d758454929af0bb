// Lists in memory, for the tests of this crate and, by `include!`, for its examples.
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::error::Error as StdError;
use std::rc::Rc;
use std::time::Duration;

use momento_functions_bytes::{Data, Json};
use momento_functions_collections_common::CollectionTtl;
use momento_functions_wit::cache_list::{
    Data as Abi, EndIndex, EraseRange, EraseResponse, Error, FetchResponse, Host, LengthResponse,
    PopFound, PopResponse, RemoveRange, RemoveResponse, RetainResponse, StartIndex,
};
use momento_functions_wit::native;

#[allow(dead_code, reason = "the tests alone use it")]
pub(crate) const TTL: CollectionTtl = CollectionTtl::new(Duration::from_secs(1), true);

/// A list, and the time to live that the last call gave, and whether it was to be refreshed.
#[derive(Clone, Default)]
struct List {
    values: Vec<Vec<u8>>,
    ttl: (u64, bool),
}

/// Lists by name, or a cache that is not there.
pub(crate) struct Lists(Option<RefCell<BTreeMap<Vec<u8>, List>>>);

/// Runs an example without any list.
#[allow(dead_code, reason = "the examples alone use it")]
pub(crate) fn with_lists(run: impl FnOnce() -> Result<(), Box<dyn StdError>>) {
    with(&[], || run().unwrap());
}

/// Runs with these lists, and gives them back.
pub(crate) fn with(lists: &[(&str, &[&str])], run: impl FnOnce()) -> Rc<Lists> {
    let list = |values: &[&str]| List {
        values: values
            .iter()
            .map(|value| value.as_bytes().to_vec())
            .collect(),
        ttl: (0, false),
    };
    let lists = lists
        .iter()
        .map(|(name, values)| (name.as_bytes().to_vec(), list(values)));
    let lists = Rc::new(Lists(Some(RefCell::new(lists.collect()))));
    native::scope(lists.clone(), run);
    lists
}

/// Runs with a cache that answers every call with an error.
pub(crate) fn failing<R>(run: impl FnOnce() -> R) -> R {
    native::scope(Lists(None), run)
}

/// A value that JSON has no words for.
pub(crate) fn unencodable() -> Json<HashMap<Vec<u8>, u8>> {
    Json(HashMap::from([(vec![1], 1)]))
}

fn bytes(data: Abi) -> Vec<u8> {
    Data::__from_abi(data).into_bytes()
}

fn count(list: &List) -> u32 {
    u32::try_from(list.values.len()).unwrap()
}

fn place(list: &List, index: i32) -> usize {
    let from_the_back = if index < 0 { list.values.len() } else { 0 };
    from_the_back
        .saturating_add_signed(isize::try_from(index).unwrap())
        .min(list.values.len())
}

fn part(list: &List, start: StartIndex, end: EndIndex) -> Vec<Vec<u8>> {
    let start = match start {
        StartIndex::Unbounded => 0,
        StartIndex::Inclusive(index) => place(list, index),
    };
    let end = match end {
        EndIndex::Unbounded => list.values.len(),
        EndIndex::Exclusive(index) => place(list, index),
    };
    list.values.get(start..end).unwrap_or_default().to_vec()
}

impl Lists {
    pub(crate) fn values(&self, name: &str) -> Vec<String> {
        let values = self.list(name).map(|list| list.values).unwrap_or_default();
        values
            .into_iter()
            .map(|value| String::from_utf8(value).unwrap())
            .collect()
    }

    pub(crate) fn ttl(&self, name: &str) -> (u64, bool) {
        self.list(name).unwrap().ttl
    }

    fn list(&self, name: &str) -> Option<List> {
        self.lists().unwrap().borrow().get(name.as_bytes()).cloned()
    }

    fn lists(&self) -> Result<&RefCell<BTreeMap<Vec<u8>, List>>, Error> {
        self.0
            .as_ref()
            .ok_or_else(|| Error::NotFound("no such cache".to_owned()))
    }

    /// Changes a list that is there; one that is then empty is gone.
    fn change<R>(
        &self,
        name: Abi,
        change: impl FnOnce(&mut List) -> R,
    ) -> Result<Option<R>, Error> {
        let name = bytes(name);
        let mut lists = self.lists()?.borrow_mut();
        let Some(list) = lists.get_mut(&name) else {
            return Ok(None);
        };
        let result = change(list);
        if list.values.is_empty() {
            lists.remove(&name);
        }
        Ok(Some(result))
    }

    /// Makes the list when it is missing, and changes it.
    fn add(
        &self,
        name: Abi,
        ttl: (u64, bool),
        change: impl FnOnce(&mut List),
    ) -> Result<u32, Error> {
        let mut lists = self.lists()?.borrow_mut();
        let list = lists.entry(bytes(name)).or_default();
        list.ttl = ttl;
        change(list);
        Ok(count(list))
    }

    fn add_front(
        &self,
        name: Abi,
        values: Vec<Abi>,
        ttl: (u64, bool),
        truncate: u32,
    ) -> Result<u32, Error> {
        self.add(name, ttl, |list| {
            list.values.splice(..0, values.into_iter().map(bytes));
            if truncate > 0 {
                list.values.truncate(truncate as usize);
            }
        })
    }

    fn add_back(
        &self,
        name: Abi,
        values: Vec<Abi>,
        ttl: (u64, bool),
        truncate: u32,
    ) -> Result<u32, Error> {
        self.add(name, ttl, |list| {
            list.values.extend(values.into_iter().map(bytes));
            if truncate > 0 {
                let over = list.values.len().saturating_sub(truncate as usize);
                list.values.drain(..over);
            }
        })
    }

    fn pop(
        &self,
        name: Abi,
        take: impl FnOnce(&mut Vec<Vec<u8>>) -> Option<Vec<u8>>,
    ) -> Result<PopResponse, Error> {
        let popped = self.change(name, |list| PopFound {
            value: Abi::Value(take(&mut list.values).unwrap()),
            list_length: count(list),
        })?;
        Ok(popped.map_or(PopResponse::Missing, PopResponse::Found))
    }
}

impl native::Host for Lists {
    fn cache_list(&self) -> Option<&dyn Host> {
        Some(self)
    }
}

impl Host for Lists {
    fn list_push_front(
        &self,
        name: Abi,
        value: Abi,
        ttl: u64,
        refresh: bool,
        truncate: u32,
    ) -> Result<u32, Error> {
        self.add_front(name, vec![value], (ttl, refresh), truncate)
    }

    fn list_push_back(
        &self,
        name: Abi,
        value: Abi,
        ttl: u64,
        refresh: bool,
        truncate: u32,
    ) -> Result<u32, Error> {
        self.add_back(name, vec![value], (ttl, refresh), truncate)
    }

    fn list_pop_front(&self, name: Abi) -> Result<PopResponse, Error> {
        self.pop(name, |values| Some(values.remove(0)))
    }

    fn list_pop_back(&self, name: Abi) -> Result<PopResponse, Error> {
        self.pop(name, Vec::pop)
    }

    fn list_erase(&self, name: Abi, range: &EraseRange) -> Result<EraseResponse, Error> {
        let erased = self.change(name, |list| {
            let mut index = 0..;
            list.values.retain(|_| {
                let index = index.next().unwrap();
                match range {
                    EraseRange::All => false,
                    EraseRange::Ranges(all) => !all.ranges.iter().any(|range| {
                        (range.begin_index..range.begin_index + range.count).contains(&index)
                    }),
                }
            });
            count(list)
        })?;
        Ok(erased.map_or(EraseResponse::Missing, EraseResponse::Found))
    }

    fn list_remove(&self, name: Abi, range: RemoveRange) -> Result<RemoveResponse, Error> {
        let RemoveRange::AllElementsWithValue(value) = range;
        let value = bytes(value);
        let removed = self.change(name, |list| {
            list.values.retain(|other| *other != value);
            count(list)
        })?;
        Ok(removed.map_or(RemoveResponse::Missing, RemoveResponse::Found))
    }

    fn list_fetch(
        &self,
        name: Abi,
        start: StartIndex,
        end: EndIndex,
    ) -> Result<FetchResponse, Error> {
        let values = self.change(name, |list| part(list, start, end))?;
        let found =
            |values: Vec<_>| FetchResponse::Found(values.into_iter().map(Abi::Value).collect());
        Ok(values.map_or(FetchResponse::Missing, found))
    }

    fn list_length(&self, name: Abi) -> Result<LengthResponse, Error> {
        let length = self.change(name, |list| count(list))?;
        Ok(length.map_or(LengthResponse::Missing, LengthResponse::Found))
    }

    fn list_concatenate_front(
        &self,
        name: Abi,
        values: Vec<Abi>,
        ttl: u64,
        refresh: bool,
        truncate: u32,
    ) -> Result<u32, Error> {
        self.add_front(name, values, (ttl, refresh), truncate)
    }

    fn list_concatenate_back(
        &self,
        name: Abi,
        values: Vec<Abi>,
        ttl: u64,
        refresh: bool,
        truncate: u32,
    ) -> Result<u32, Error> {
        self.add_back(name, values, (ttl, refresh), truncate)
    }

    fn list_retain(
        &self,
        name: Abi,
        start: StartIndex,
        end: EndIndex,
        ttl: u64,
        refresh: bool,
    ) -> Result<RetainResponse, Error> {
        let kept = self.change(name, |list| {
            *list = List {
                values: part(list, start, end),
                ttl: (ttl, refresh),
            };
            count(list)
        })?;
        Ok(kept.map_or(RetainResponse::Missing, RetainResponse::Found))
    }
}
