use crate::backtrace::DebugInfo;
use crate::bindings::{SpawnV1Pre, SpawnV2Pre, WebV1Pre, WebV2Pre};
use crate::engine::HostEngine;
use crate::error::{DeployError, InvocationError};
use crate::function::FunctionKind;
use crate::invocation::State;
use crate::places::{Place, places};
use crate::shards;
use std::sync::{Arc, OnceLock};
use wasmtime::component::{Component, InstancePre, Linker};
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
    /// Which lines the code is of, if the component says it.
    debug_info: Option<Arc<DebugInfo>>,
}

/// How a function is entered.
pub(crate) enum Entry {
    WebV2(WebV2Pre<State>),
    WebV1(WebV1Pre<State>),
    SpawnV2(SpawnV2Pre<State>),
    SpawnV1(SpawnV1Pre<State>),
    Test(InstancePre<State>),
}

impl Compiled {
    /// Links a component that was compiled by the first shard of an engine.
    pub(crate) fn link(
        engine: &Arc<HostEngine>,
        component: &Component,
        kind: FunctionKind,
    ) -> Result<Self, DeployError> {
        let mut linked = Self::link_at_home(engine, engine.home().linker(), component, kind)?;
        linked.others = (1..shards::count()).map(|_| OnceLock::new()).collect();
        Ok(linked)
    }

    /// Links a component by a linker of its own, for the first shard alone.
    pub(crate) fn link_at_home(
        engine: &Arc<HostEngine>,
        linker: &Linker<State>,
        component: &Component,
        kind: FunctionKind,
    ) -> Result<Self, DeployError> {
        let (places, limit) = (places(component), engine.pool().instances);
        if places > limit {
            return Err(DeployError::TooManyPlaces { places, limit });
        }
        Ok(Self {
            engine: Arc::clone(engine),
            kind,
            places,
            home: Entry::link(linker, component, kind).map_err(DeployError::Compile)?,
            others: Box::default(),
            debug_info: None,
        })
    }

    /// Keeps what the component says of its lines.
    pub(crate) fn with_debug_info(mut self, debug_info: Option<Arc<DebugInfo>>) -> Self {
        self.debug_info = debug_info;
        self
    }

    pub(crate) fn debug_info(&self) -> Option<&Arc<DebugInfo>> {
        self.debug_info.as_ref()
    }

    /// Tells one engine from another.
    pub(crate) fn engine(&self) -> *const HostEngine {
        Arc::as_ptr(&self.engine)
    }

    /// Tells how many bytes of machine code there are.
    pub(crate) fn code_size(&self) -> usize {
        let image = self.home.component().image_range();
        (image.end as usize).saturating_sub(image.start as usize)
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

    /// Tells how the function is entered in the first shard, whichever thread this is.
    pub(crate) fn home(&self) -> &Entry {
        &self.home
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
            .and_then(|component| Entry::link(shard.linker(), &component, self.kind));
        entry
            .inspect_err(|error| tracing::warn!(%error, "compiled code is not shared out"))
            .ok()
    }
}

impl Entry {
    fn link(linker: &Linker<State>, component: &Component, kind: FunctionKind) -> Result<Self> {
        let pre = linker.instantiate_pre(component)?;
        Ok(match kind {
            FunctionKind::WebV2 => Self::WebV2(WebV2Pre::new(pre)?),
            FunctionKind::WebV1 => Self::WebV1(WebV1Pre::new(pre)?),
            FunctionKind::SpawnV2 => Self::SpawnV2(SpawnV2Pre::new(pre)?),
            FunctionKind::SpawnV1 => Self::SpawnV1(SpawnV1Pre::new(pre)?),
            FunctionKind::Test => Self::Test(pre),
        })
    }

    pub(crate) fn engine(&self) -> &Engine {
        self.instance().engine()
    }

    pub(crate) fn component(&self) -> &Component {
        self.instance().component()
    }

    fn instance(&self) -> &InstancePre<State> {
        match self {
            Self::WebV2(pre) => pre.instance_pre(),
            Self::WebV1(pre) => pre.instance_pre(),
            Self::SpawnV2(pre) => pre.instance_pre(),
            Self::SpawnV1(pre) => pre.instance_pre(),
            Self::Test(pre) => pre,
        }
    }
}
