//! How functions come back from the folder of state.

use super::Host;
use crate::error::{DeployError, StateError};
use crate::function::{Function, Issue, Manifest};
use crate::functions::Versions;
use crate::state::{FunctionStore, StoredFunction, VersionRecord};
use bytes::Bytes;
use std::collections::BTreeSet;

/// A version that is in the folder of state, and that this host cannot load.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unloaded {
    /// The function's cache.
    pub cache: String,
    /// The function's name.
    pub function: String,
    /// The version.
    pub version: u64,
    /// Whether it is the one that would be invoked.
    pub current: bool,
    /// Why it cannot be loaded.
    pub reason: String,
}

/// Components as versions have them one after the other: often the same.
struct Components<'a> {
    store: &'a FunctionStore,
    last: Option<(String, Bytes)>,
}

impl Components<'_> {
    fn read(&mut self, sha256: &str) -> Result<Bytes, StateError> {
        match &self.last {
            Some((last, wasm)) if last == sha256 => Ok(wasm.clone()),
            _ => {
                let wasm = self.store.component(sha256)?;
                self.last = Some((sha256.to_owned(), wasm.clone()));
                Ok(wasm)
            }
        }
    }
}

impl Host {
    /// Lists the versions that are in the [folder of state](super::HostBuilder::state) and that this host could
    /// not load from it: their components are damaged, or over a limit. They stay there, and their numbers are
    /// not given again.
    #[must_use]
    pub fn unloaded(&self) -> &[Unloaded] {
        self.0.unloaded.get().map_or(&[], Vec::as_slice)
    }

    /// Takes over the functions that the folder of state has: STA.6.
    pub(super) fn restore(&self, stored: Vec<StoredFunction>) {
        let changes = self.0.functions.changes();
        let Some(store) = changes.store() else {
            return;
        };
        let mut components = Components { store, last: None };
        let mut unloaded = Vec::new();
        for function in stored {
            let versions = self.load(&function, &mut components, &mut unloaded);
            let functions = &self.0.functions;
            functions.put_as(&function.cache, &function.name, versions);
        }
        let _ = self.0.unloaded.set(unloaded);
    }

    fn load(
        &self,
        stored: &StoredFunction,
        components: &mut Components<'_>,
        unloaded: &mut Vec<Unloaded>,
    ) -> Versions {
        let versions = self.no_versions();
        let (mut loaded, mut missing) = (Vec::new(), BTreeSet::new());
        for (number, record) in &stored.versions {
            let issue = Issue::stored(*number, record.created_at, &versions);
            match self.load_version(stored, record, issue, components) {
                Ok(function) => loaded.push(function),
                Err(error) => {
                    missing.insert(*number);
                    unloaded.push(stored.unloaded(*number, &error));
                }
            }
        }
        versions.restore(&stored.record, loaded, missing)
    }

    fn load_version(
        &self,
        stored: &StoredFunction,
        record: &VersionRecord,
        issue: Issue,
        components: &mut Components<'_>,
    ) -> Result<Function, DeployError> {
        let wasm = components.read(&record.sha256)?;
        let code = self.compile(&wasm, &record.limits)?;
        let manifest = Manifest {
            cache: stored.cache.clone(),
            name: stored.name.clone(),
            description: record.description.clone(),
            environment: record.environment.clone(),
            limits: record.limits.clone(),
        };
        self.version(issue, manifest, code)
    }
}

impl StoredFunction {
    fn unloaded(&self, version: u64, error: &DeployError) -> Unloaded {
        let current = self.record.pinned.unwrap_or(self.record.latest) == version;
        let (cache, function) = (self.cache.clone(), self.name.clone());
        tracing::warn!(%cache, %function, version, %error, "a version is not served");
        Unloaded {
            cache,
            function,
            version,
            current,
            reason: error.to_string(),
        }
    }
}
