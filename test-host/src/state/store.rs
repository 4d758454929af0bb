use super::components::Components;
use super::folder::StateFolder;
use super::index::{Batch, Index};
use super::record::{FunctionRecord, StoredFunction, VersionRecord};
use crate::error::StateError;
use crate::function::Function;
use bytes::Bytes;
use std::collections::{HashMap, HashSet};
use std::io;
use std::sync::Arc;

const INDEX_FILE: &str = "functions.redb";
const COMPONENTS_FOLDER: &str = "components";

/// The functions of a host on the disk, with all their versions.
#[derive(Debug)]
pub(crate) struct FunctionStore {
    index: Index,
    components: Components,
    /// How many versions have a component.
    uses: HashMap<String, usize>,
    /// Which component a version has.
    versions: HashMap<(String, String, u64), String>,
    _folder: Arc<StateFolder>,
}

/// What becomes of one function.
pub(crate) struct Change<'a> {
    pub(crate) cache: &'a str,
    pub(crate) name: &'a str,
    pub(crate) record: FunctionRecord,
    /// The new version, with its component where that is new.
    pub(crate) added: Option<(&'a Function, Option<&'a Bytes>)>,
    pub(crate) dropped: &'a [u64],
}

impl FunctionStore {
    /// Opens what is in a folder, and gives the functions that it has.
    pub(crate) fn open(
        folder: Arc<StateFolder>,
    ) -> Result<(Self, Vec<StoredFunction>), StateError> {
        let path = folder.path().join(INDEX_FILE);
        let components = Components::new(folder.path().join(COMPONENTS_FOLDER));
        if !path.exists() {
            begin(&path, &components)?;
        }
        let (index, functions) = Index::open(path)?;
        let mut store = Self {
            index,
            components,
            uses: HashMap::new(),
            versions: HashMap::new(),
            _folder: folder,
        };
        store.count(&functions);
        store.tidy()?;
        Ok((store, functions))
    }

    /// Reads the component of a version.
    pub(crate) fn component(&self, sha256: &str) -> Result<Bytes, StateError> {
        let file = self.components.path(sha256);
        match self.components.read(sha256) {
            Ok(Some(wasm)) => Ok(wasm),
            Ok(None) => Err(StateError::Damaged {
                file,
                reason: "its SHA-256 is not the one that it is named by".to_owned(),
            }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Err(StateError::Damaged {
                file,
                reason: "it is gone".to_owned(),
            }),
            Err(error) => Err(StateError::io("cannot read", file)(error)),
        }
    }

    /// STA.2: makes a change last before it is told to anyone.
    pub(crate) fn save(&mut self, change: &Change<'_>) -> Result<(), StateError> {
        let key = (change.cache, change.name);
        if let Some((function, Some(wasm))) = change.added {
            self.write(&function.sha256(), wasm)?;
        }
        let added = change.added.map(|(function, _)| function);
        let record = added.map(|function| (function.version(), VersionRecord::from(function)));
        self.index.change(|batch: &mut Batch<'_>| {
            batch.put_function(key, &change.record)?;
            if let Some((version, record)) = &record {
                batch.put_version(key, *version, record)?;
            }
            let mut dropped = change.dropped.iter();
            dropped.try_for_each(|version| batch.remove_version(key, *version))
        })?;
        if let Some((version, record)) = record {
            self.take(key, version, record.sha256);
        }
        for version in change.dropped {
            self.release(key, *version);
        }
        Ok(())
    }

    /// Makes the end of a function last.
    pub(crate) fn remove(&mut self, cache: &str, name: &str) -> Result<(), StateError> {
        let key = (cache, name);
        self.index.change(|batch| batch.remove_function(key))?;
        let versions = self.versions.keys();
        let own = versions.filter(|(its_cache, its_name, _)| (&**its_cache, &**its_name) == key);
        let own: Vec<u64> = own.map(|(_, _, version)| *version).collect();
        own.into_iter()
            .for_each(|version| self.release(key, version));
        Ok(())
    }

    fn write(&self, sha256: &str, wasm: &[u8]) -> Result<(), StateError> {
        let written = self.components.write(sha256, wasm);
        written.map_err(StateError::io("cannot write", self.components.path(sha256)))
    }

    fn count(&mut self, functions: &[StoredFunction]) {
        for function in functions {
            let key = (&*function.cache, &*function.name);
            for (version, record) in &function.versions {
                self.take(key, *version, record.sha256.clone());
            }
        }
    }

    fn take(&mut self, (cache, name): (&str, &str), version: u64, sha256: String) {
        *self.uses.entry(sha256.clone()).or_default() += 1;
        let key = (cache.to_owned(), name.to_owned(), version);
        self.versions.insert(key, sha256);
    }

    fn release(&mut self, (cache, name): (&str, &str), version: u64) {
        let key = (cache.to_owned(), name.to_owned(), version);
        let Some(sha256) = self.versions.remove(&key) else {
            return;
        };
        if let Some(uses) = self.uses.get_mut(&sha256) {
            *uses -= 1;
            if *uses == 0 {
                self.uses.remove(&sha256);
                self.components.remove(&sha256);
            }
        }
    }

    /// What a process that was killed has left goes; a component that a version has stays, as it may be.
    fn tidy(&self) -> Result<(), StateError> {
        let used: HashSet<String> = self.uses.keys().cloned().collect();
        let cannot = || StateError::io("cannot tidy up", self.components.folder());
        self.components.make().map_err(cannot())?;
        self.components.keep_only(&used).map_err(cannot())
    }
}

/// Makes an index for a folder that never had one. Components come after it: where there are some, it is gone.
fn begin(index: &std::path::Path, components: &Components) -> Result<(), StateError> {
    if components.folder().exists() {
        return Err(StateError::Damaged {
            file: index.to_owned(),
            reason: "it is gone, and components are there".to_owned(),
        });
    }
    Index::make(index)
}
