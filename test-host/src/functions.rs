//! The functions of a host, and their versions.

mod changes;
mod versions;

pub(crate) use changes::Changes;
pub(crate) use versions::Versions;

use crate::function::Function;
use crate::state::FunctionStore;
use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::sync::{Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use tokio::sync::watch;

type ByCache = HashMap<String, BTreeMap<String, Versions>>;

/// The functions of a host, by cache and name.
pub(crate) struct Functions {
    by_cache: RwLock<ByCache>,
    /// Held by who changes something, with where it is kept: changes come one after the other, and who reads
    /// waits for none.
    changing: Mutex<Option<FunctionStore>>,
    /// How many old versions of each function are kept.
    old: usize,
    /// Told of each change.
    changed: watch::Sender<()>,
}

impl Functions {
    pub(crate) fn new(old: usize, store: Option<FunctionStore>) -> Self {
        Self {
            by_cache: RwLock::default(),
            changing: Mutex::new(store),
            old,
            changed: watch::Sender::default(),
        }
    }

    /// Begins to change something.
    pub(crate) fn changes(&self) -> Changes<'_> {
        let turn = self.changing.lock().unwrap_or_else(PoisonError::into_inner);
        Changes::new(self, turn)
    }

    /// Tells of each change from now on.
    pub(crate) fn changed(&self) -> watch::Receiver<()> {
        self.changed.subscribe()
    }

    /// Finds the version that is invoked.
    pub(crate) fn get(&self, cache: &str, name: &str) -> Option<Function> {
        self.read().get(cache)?.get(name)?.current().cloned()
    }

    /// Finds all versions of a function.
    pub(crate) fn versions(&self, cache: &str, name: &str) -> Option<Versions> {
        self.read().get(cache)?.get(name).cloned()
    }

    /// Lists a cache's functions by name, each in the version that is invoked.
    pub(crate) fn of(&self, cache: &str) -> Vec<Function> {
        let caches = self.read();
        let functions = caches.get(cache).into_iter().flat_map(BTreeMap::values);
        functions.filter_map(Versions::current).cloned().collect()
    }

    /// Lists a cache's functions by name, each with all its versions.
    pub(crate) fn all_of(&self, cache: &str) -> Vec<Versions> {
        let caches = self.read();
        let functions = caches.get(cache).into_iter().flat_map(BTreeMap::values);
        functions.cloned().collect()
    }

    /// Lists the caches that have functions, by name.
    pub(crate) fn caches(&self) -> Vec<String> {
        let mut caches: Vec<String> = self.read().keys().cloned().collect();
        caches.sort();
        caches
    }

    /// Puts the versions of a function in the place of those that were there.
    pub(crate) fn put(&self, function: &Function, versions: Versions) {
        self.put_as(function.cache(), function.name(), versions);
    }

    pub(crate) fn put_as(&self, cache: &str, name: &str, versions: Versions) {
        let mut caches = self.write();
        let functions = caches.entry(cache.to_owned()).or_default();
        functions.insert(name.to_owned(), versions);
        drop(caches);
        self.changed.send_replace(());
    }

    fn remove(&self, cache: &str, name: &str) {
        let mut caches = self.write();
        let Some(functions) = caches.get_mut(cache) else {
            return;
        };
        functions.remove(name);
        if functions.is_empty() {
            caches.remove(cache);
        }
        drop(caches);
        self.changed.send_replace(());
    }

    fn read(&self) -> RwLockReadGuard<'_, ByCache> {
        self.by_cache.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, ByCache> {
        self.by_cache
            .write()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Functions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let caches = self.read();
        let all = caches.values().flat_map(BTreeMap::values);
        let all = all.filter_map(Versions::current);
        f.debug_list().entries(all).finish()
    }
}
