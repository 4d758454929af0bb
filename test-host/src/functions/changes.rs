use super::{Functions, Versions};
use crate::error::{StateError, VersionError};
use crate::function::Function;
use crate::state::{Change, FunctionStore};
use bytes::Bytes;
use std::sync::MutexGuard;

/// The right to change the functions of a host, which one has at a time.
///
/// STA.2: what is to be kept is kept first; then everybody sees it.
pub(crate) struct Changes<'a> {
    functions: &'a Functions,
    store: MutexGuard<'a, Option<FunctionStore>>,
}

impl<'a> Changes<'a> {
    pub(super) fn new(
        functions: &'a Functions,
        store: MutexGuard<'a, Option<FunctionStore>>,
    ) -> Self {
        Self { functions, store }
    }

    pub(crate) fn versions(&self, cache: &str, name: &str) -> Option<Versions> {
        self.functions.versions(cache, name)
    }

    /// Gives where functions are kept, if they are.
    pub(crate) fn store(&self) -> Option<&FunctionStore> {
        self.store.as_ref()
    }

    /// Adds a version to those that there are, which makes it the latest. Its component is given where it is
    /// not that of another version.
    pub(crate) fn add(
        &mut self,
        mut versions: Versions,
        function: &Function,
        wasm: Option<&Bytes>,
    ) -> Result<(), StateError> {
        versions.add(function.clone());
        let dropped = versions.prune(self.functions.old);
        self.keep(&Change {
            cache: function.cache(),
            name: function.name(),
            record: versions.record(),
            added: Some((function, wasm)),
            dropped: &dropped,
        })?;
        self.functions.put(function, versions);
        Ok(())
    }

    /// Has this version invoked, or the latest.
    pub(crate) fn pin(
        &mut self,
        cache: &str,
        name: &str,
        version: Option<u64>,
    ) -> Result<(), VersionError> {
        let mut versions = self
            .versions(cache, name)
            .ok_or_else(|| VersionError::no_function(cache, name))?;
        if let Some(missing) = version.filter(|version| versions.get(*version).is_none()) {
            return Err(VersionError::no_version(missing, &versions));
        }
        versions.pin(version);
        let dropped = versions.prune(self.functions.old);
        self.keep(&Change {
            cache,
            name,
            record: versions.record(),
            added: None,
            dropped: &dropped,
        })?;
        self.functions.put_as(cache, name, versions);
        Ok(())
    }

    /// Tells whether there was such a function.
    pub(crate) fn remove(&mut self, cache: &str, name: &str) -> Result<bool, StateError> {
        if self.versions(cache, name).is_none() {
            return Ok(false);
        }
        if let Some(store) = &mut *self.store {
            store.remove(cache, name)?;
        }
        self.functions.remove(cache, name);
        Ok(true)
    }

    fn keep(&mut self, change: &Change<'_>) -> Result<(), StateError> {
        match &mut *self.store {
            Some(store) => store.save(change),
            None => Ok(()),
        }
    }
}
