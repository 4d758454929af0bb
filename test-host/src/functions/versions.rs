use crate::function::Function;
use crate::state::FunctionRecord;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use tokio::sync::Semaphore;

/// The versions of one function that are kept, and which of them is invoked.
#[derive(Clone)]
pub(crate) struct Versions {
    /// The number of the newest: no number is given twice.
    latest: u64,
    pinned: Option<u64>,
    kept: BTreeMap<u64, Function>,
    /// Those in the folder of state that this host could not load.
    unloaded: BTreeSet<u64>,
    /// LIM.5: the limit is the function's, and its versions share one count.
    permits: Arc<Semaphore>,
}

impl Versions {
    pub(crate) fn new(permits: Arc<Semaphore>) -> Self {
        Self {
            latest: 0,
            pinned: None,
            kept: BTreeMap::new(),
            unloaded: BTreeSet::new(),
            permits,
        }
    }

    /// Takes over what the folder of state has.
    pub(crate) fn restore(
        mut self,
        record: &FunctionRecord,
        loaded: Vec<Function>,
        unloaded: BTreeSet<u64>,
    ) -> Self {
        loaded.into_iter().for_each(|function| self.add(function));
        self.latest = record.latest;
        self.pinned = record.pinned;
        self.unloaded = unloaded;
        self
    }

    /// Tells what the folder of state is to have.
    pub(crate) fn record(&self) -> FunctionRecord {
        FunctionRecord {
            latest: self.latest,
            pinned: self.pinned,
        }
    }

    /// Returns the version that is invoked: the pinned one, else the latest.
    pub(crate) fn current(&self) -> Option<&Function> {
        self.kept.get(&self.invoked())
    }

    /// Returns the number of the version that is invoked, if it could be loaded.
    pub(crate) fn invoked(&self) -> u64 {
        self.pinned.unwrap_or(self.latest)
    }

    pub(crate) fn latest(&self) -> u64 {
        self.latest
    }

    pub(crate) fn pinned(&self) -> Option<u64> {
        self.pinned
    }

    pub(crate) fn get(&self, version: u64) -> Option<&Function> {
        self.kept.get(&version)
    }

    pub(crate) fn permits(&self) -> &Arc<Semaphore> {
        &self.permits
    }

    /// Lists them, the newest first.
    pub(crate) fn newest_first(&self) -> impl Iterator<Item = &Function> {
        self.kept.values().rev()
    }

    /// Adds a version.
    pub(crate) fn add(&mut self, function: Function) {
        self.latest = self.latest.max(function.version());
        self.kept.insert(function.version(), function);
    }

    pub(super) fn pin(&mut self, version: Option<u64>) {
        self.pinned = version;
    }

    /// VER.6: drops the oldest until at most `old` are left besides the latest and the pinned one, and tells
    /// which went.
    pub(super) fn prune(&mut self, old: usize) -> Vec<u64> {
        let is_old = |version: &u64| *version != self.latest && Some(*version) != self.pinned;
        let all: BTreeSet<u64> = self.kept.keys().chain(&self.unloaded).copied().collect();
        let all: Vec<u64> = all.into_iter().filter(is_old).collect();
        let excess = all.len().saturating_sub(old);
        let dropped: Vec<u64> = all.into_iter().take(excess).collect();
        self.kept.retain(|version, _| !dropped.contains(version));
        self.unloaded.retain(|version| !dropped.contains(version));
        dropped
    }
}
