use crate::bindings::{SpawnV1Pre, SpawnV2Pre, WebV1Pre, WebV2Pre};
use crate::engine::{HostEngine, Shard};
use crate::error::{DeployError, InvocationError};
use crate::function::FunctionKind;
use crate::invocation::State;
use crate::places::{Place, places};
use crate::shards;
use std::sync::{Arc, OnceLock};
use wasmtime::component::{Component, InstancePre};
use wasmtime::{Engine, Result};

/// A function's component, compiled and linked.
pub(crate) struct Compiled {
    engine: Arc<HostEngine>,
    kind: FunctionKind,
    /// How many places of the pool an instance takes.
    places: u32,
    home: Entry,
    /// The same code in the engine's other shards, each when a thread first needs it; none where that
    /// failed.
    others: Box<[OnceLock<Option<Entry>>]>,
}

/// How a function is entered.
pub(crate) enum Entry {
    WebV2(WebV2Pre<State>),
    WebV1(WebV1Pre<State>),
    SpawnV2(SpawnV2Pre<State>),
    SpawnV1(SpawnV1Pre<State>),
}

impl Compiled {
    /// Links a component that was compiled by the first shard of an engine.
    pub(crate) fn link(
        engine: &Arc<HostEngine>,
        component: &Component,
        kind: FunctionKind,
    ) -> Result<Self, DeployError> {
        let (places, limit) = (places(component), engine.pool().instances);
        if places > limit {
            return Err(DeployError::TooManyPlaces { places, limit });
        }
        let home = Entry::link(engine.home(), component, kind).map_err(DeployError::Compile)?;
        let others = (1..shards::count()).map(|_| OnceLock::new());
        Ok(Self {
            engine: Arc::clone(engine),
            kind,
            places,
            home,
            others: others.collect(),
        })
    }

    pub(crate) fn kind(&self) -> FunctionKind {
        self.kind
    }

    /// Tells how the function is entered in the shard of this thread.
    pub(crate) fn entry(&self) -> &Entry {
        let shard = shards::current();
        let other = shard.checked_sub(1).and_then(|at| self.others.get(at));
        let entry = other.and_then(|entry| entry.get_or_init(|| self.carry_over(shard)).as_ref());
        entry.unwrap_or(&self.home)
    }

    /// Takes what a sandbox needs of the pool, and waits for it in line.
    pub(crate) async fn place(&self) -> Result<Place<'_>, InvocationError> {
        self.engine.places().take(self.places).await
    }

    /// Takes what a sandbox needs of the pool, if that is free.
    pub(crate) fn try_place(&self) -> Result<Place<'_>, InvocationError> {
        self.engine.places().try_take(self.places)
    }

    fn carry_over(&self, shard: usize) -> Option<Entry> {
        let shard = self.engine.shard(shard)?;
        let entry = shard
            .adopt(self.home.component())
            .and_then(|component| Entry::link(shard, &component, self.kind));
        entry
            .inspect_err(|error| tracing::warn!(%error, "compiled code is not shared out"))
            .ok()
    }
}

impl Entry {
    fn link(shard: &Shard, component: &Component, kind: FunctionKind) -> Result<Self> {
        let pre = shard.linker().instantiate_pre(component)?;
        Ok(match kind {
            FunctionKind::WebV2 => Self::WebV2(WebV2Pre::new(pre)?),
            FunctionKind::WebV1 => Self::WebV1(WebV1Pre::new(pre)?),
            FunctionKind::SpawnV2 => Self::SpawnV2(SpawnV2Pre::new(pre)?),
            FunctionKind::SpawnV1 => Self::SpawnV1(SpawnV1Pre::new(pre)?),
        })
    }

    pub(crate) fn engine(&self) -> &Engine {
        self.instance().engine()
    }

    fn component(&self) -> &Component {
        self.instance().component()
    }

    fn instance(&self) -> &InstancePre<State> {
        match self {
            Self::WebV2(pre) => pre.instance_pre(),
            Self::WebV1(pre) => pre.instance_pre(),
            Self::SpawnV2(pre) => pre.instance_pre(),
            Self::SpawnV1(pre) => pre.instance_pre(),
        }
    }
}
