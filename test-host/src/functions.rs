use crate::function::Function;
use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

type ByCache = HashMap<String, BTreeMap<String, Function>>;

/// The functions of a host, by cache and name.
#[derive(Default)]
pub(crate) struct Functions(RwLock<ByCache>);

impl Functions {
    /// Puts a function, made of the version before it, in that one's place.
    pub(crate) fn put(
        &self,
        cache: &str,
        name: &str,
        make: impl FnOnce(Option<&Function>) -> Function,
    ) -> Function {
        let mut caches = self.write();
        let functions = caches.entry(cache.to_owned()).or_default();
        let function = make(functions.get(name));
        functions.insert(name.to_owned(), function.clone());
        function
    }

    pub(crate) fn get(&self, cache: &str, name: &str) -> Option<Function> {
        self.read().get(cache)?.get(name).cloned()
    }

    /// Lists a cache's functions by name.
    pub(crate) fn of(&self, cache: &str) -> Vec<Function> {
        self.read()
            .get(cache)
            .map(|all| all.values().cloned().collect())
            .unwrap_or_default()
    }

    /// Lists the caches that have functions, by name.
    pub(crate) fn caches(&self) -> Vec<String> {
        let mut caches: Vec<String> = self.read().keys().cloned().collect();
        caches.sort();
        caches
    }

    /// Tells whether there was such a function.
    pub(crate) fn remove(&self, cache: &str, name: &str) -> bool {
        let mut caches = self.write();
        let Some(functions) = caches.get_mut(cache) else {
            return false;
        };
        let removed = functions.remove(name).is_some();
        if functions.is_empty() {
            caches.remove(cache);
        }
        removed
    }

    fn read(&self) -> RwLockReadGuard<'_, ByCache> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, ByCache> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Functions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.read().fmt(f)
    }
}
