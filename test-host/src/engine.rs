use crate::backtrace::DebugInfo;
use crate::code_cache::{CodeCache, ContentHash};
use crate::compiled::Compiled;
use crate::component;
use crate::error::DeployError;
use crate::invocation::State;
use crate::kept;
use crate::limits::Limits;
use crate::linker::linker;
use crate::places::Places;
use crate::pool::Pool;
use crate::reserved::Reserved;
use crate::shards;
use crate::single_flight::SingleFlight;
use bytes::Bytes;
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, Weak};
use std::time::Duration;
use std::{fmt, thread};
use wasmtime::component::{Component, Linker};
use wasmtime::{Config, Engine, Result};

/// How long a guest runs before it lets others run: INV.3. Ending a slice takes some microseconds.
pub(crate) const TIME_SLICE: Duration = Duration::from_millis(1);

/// Deep enough to show what called what, and to recognise endless recursion.
const BACKTRACE_FRAMES: Option<NonZeroUsize> = NonZeroUsize::new(48);

/// The host's share of a fiber's stack, beside the guest's.
const HOST_STACK: usize = 1 << 20;

/// What makes two engines different: the rest of the limits belongs to the invocation.
#[derive(Clone, PartialEq, Eq)]
struct Shape {
    stack: usize,
    fuel: bool,
    pool: Pool,
}

impl Shape {
    fn of(limits: &Limits) -> Self {
        Self {
            stack: limits.stack(),
            fuel: limits.fuel().is_some(),
            pool: Pool::of(limits),
        }
    }

    fn config(&self) -> Config {
        let mut config = Config::new();
        config
            .epoch_interruption(true)
            .consume_fuel(self.fuel)
            .memory_init_cow(true)
            .max_wasm_stack(self.stack)
            .async_stack_size(self.stack.saturating_add(HOST_STACK))
            .wasm_backtrace_max_frames(BACKTRACE_FRAMES)
            .allocation_strategy(self.pool.configuration());
        config
    }
}

/// Wasmtime's engines, one a shard, and what all hosts of one shape in the process share of them.
pub(crate) struct HostEngine {
    shape: Shape,
    home: Shard,
    /// Made when a thread first needs one; none where that failed.
    others: Box<[OnceLock<Option<Shard>>]>,
    places: Places,
    compiled: SingleFlight<ContentHash, Compiled>,
    slices: Mutex<Weak<Slices>>,
}

/// That time slices end.
#[derive(Debug)]
pub(crate) struct Slices(());

/// An engine with its linker.
pub(crate) struct Shard {
    engine: Engine,
    linker: Linker<State>,
    /// What its pool takes of the address space.
    _reserved: Reserved,
}

impl HostEngine {
    /// Finds the engine for these limits, or makes it.
    pub(crate) fn shared(limits: &Limits) -> Result<Arc<Self>> {
        static ENGINES: OnceLock<Mutex<Vec<Weak<HostEngine>>>> = OnceLock::new();
        let shape = Shape::of(limits);
        let mut engines = lock(ENGINES.get_or_init(Mutex::default));
        engines.retain(|engine| engine.strong_count() > 0);
        let known = engines
            .iter()
            .filter_map(Weak::upgrade)
            .find(|known| known.shape == shape);
        if let Some(engine) = known {
            return Ok(engine);
        }
        let engine = Arc::new(Self::new(shape)?);
        engines.push(Arc::downgrade(&engine));
        Ok(engine)
    }

    fn new(shape: Shape) -> Result<Self> {
        Ok(Self {
            home: Shard::new(&shape, Reserved::of(&shape.pool))?,
            others: (1..shards::count()).map(|_| OnceLock::new()).collect(),
            places: Places::new(shape.pool.instances),
            compiled: SingleFlight::default(),
            slices: Mutex::default(),
            shape,
        })
    }

    pub(crate) fn pool(&self) -> &Pool {
        &self.shape.pool
    }

    pub(crate) fn places(&self) -> &Places {
        &self.places
    }

    /// Gives the shard that compiles.
    pub(crate) fn home(&self) -> &Shard {
        &self.home
    }

    /// Gives a shard, unless it cannot be made: each takes as much of the address space as the first.
    pub(crate) fn shard(&self, number: usize) -> Option<&Shard> {
        let Some(at) = number.checked_sub(1) else {
            return Some(&self.home);
        };
        let make = || {
            let reserved = Reserved::if_plenty(&self.shape.pool)?;
            Shard::new(&self.shape, reserved)
                .inspect_err(|error| tracing::warn!(%error, "threads share an engine"))
                .ok()
        };
        self.others.get(at)?.get_or_init(make).as_ref()
    }

    /// Compiles a component, unless that was done for another function, or its code is on disk.
    pub(crate) fn compile(
        self: &Arc<Self>,
        wasm: &Bytes,
        content: &ContentHash,
        limits: &Limits,
        cache: Option<&CodeCache>,
    ) -> Result<Arc<Compiled>, DeployError> {
        component::check_bytes(wasm)?;
        component::check_minimums(wasm, limits)?;
        let compiled = self.compiled.get_or_make(content, || {
            let component = self.home.code(wasm, content, cache)?;
            let kind = component::inspect(&self.home.linker, &component)?;
            let compiled = Compiled::link(self, &component, kind)?;
            Ok::<_, DeployError>(compiled.with_debug_info(DebugInfo::of(wasm)))
        })?;
        kept::keep(&compiled);
        Ok(compiled)
    }

    /// Has time slices end for as long as what this gives lives: each host holds it.
    pub(crate) fn slices(self: &Arc<Self>) -> Result<Arc<Slices>> {
        let mut known = lock(&self.slices);
        if let Some(slices) = known.upgrade() {
            return Ok(slices);
        }
        let slices = Arc::new(Slices(()));
        tick(Arc::downgrade(&slices), Arc::downgrade(self))?;
        *known = Arc::downgrade(&slices);
        Ok(slices)
    }

    /// Finds the code of a component on disk.
    pub(crate) fn kept(&self, content: &ContentHash, cache: &CodeCache) -> Option<Component> {
        cache.load(&self.home.engine, content)
    }

    /// Compiles a component that is no function, or finds its code on disk.
    pub(crate) fn compile_program(
        &self,
        wasm: &[u8],
        content: &ContentHash,
        cache: Option<&CodeCache>,
    ) -> Result<Component, DeployError> {
        component::check_bytes(wasm)?;
        self.home.code(wasm, content, cache)
    }

    fn end_slices(&self) {
        self.home.engine.increment_epoch();
        for shard in self.others.iter().filter_map(OnceLock::get).flatten() {
            shard.engine.increment_epoch();
        }
    }
}

impl Shard {
    fn new(shape: &Shape, reserved: Reserved) -> Result<Self> {
        let engine = Engine::new(&shape.config())?;
        let linker = linker(&engine)?;
        Ok(Self {
            engine,
            linker,
            _reserved: reserved,
        })
    }

    pub(crate) fn linker(&self) -> &Linker<State> {
        &self.linker
    }

    /// Takes over code that another shard has compiled.
    pub(crate) fn adopt(&self, component: &Component) -> Result<Component> {
        let code = component.serialize()?;
        // SAFETY: these bytes were written above by an engine of the same version and settings.
        #[expect(
            unsafe_code,
            reason = "compiled code cannot be loaded in any other way"
        )]
        unsafe {
            Component::deserialize(&self.engine, &code)
        }
    }

    fn code(
        &self,
        wasm: &[u8],
        content: &ContentHash,
        cache: Option<&CodeCache>,
    ) -> Result<Component, DeployError> {
        if let Some(kept) = cache.and_then(|cache| cache.load(&self.engine, content)) {
            return Ok(kept);
        }
        let component = component::compile(&self.engine, wasm)?;
        if let Some(cache) = cache {
            cache.store(&self.engine, content, &component);
        }
        Ok(component)
    }
}

impl fmt::Debug for HostEngine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HostEngine")
            .field("fuel", &self.shape.fuel)
            .finish_non_exhaustive()
    }
}

/// Starts the thread that ends every time slice; it ends with the last host of the engine.
fn tick(slices: Weak<Slices>, engine: Weak<HostEngine>) -> Result<()> {
    let run = move || {
        while let (1.., Some(engine)) = (slices.strong_count(), engine.upgrade()) {
            engine.end_slices();
            drop(engine);
            thread::sleep(TIME_SLICE);
        }
    };
    thread::Builder::new()
        .name("function-time-slices".to_owned())
        .spawn(run)?;
    Ok(())
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
