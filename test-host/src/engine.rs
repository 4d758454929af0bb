use crate::code_cache::{CodeCache, ContentHash, content_hash};
use crate::component;
use crate::error::DeployError;
use crate::function::Compiled;
use crate::invocation::State;
use crate::limits::Limits;
use crate::linker::linker;
use crate::places::Places;
use crate::pool::Pool;
use crate::single_flight::SingleFlight;
use bytes::Bytes;
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, Weak};
use std::time::Duration;
use std::{fmt, thread};
use wasmtime::component::{Component, Linker};
use wasmtime::{Config, Engine, EngineWeak, Result};

/// How long a guest runs before it lets others run: INV.3. Ending a slice takes some microseconds.
const TIME_SLICE: Duration = Duration::from_millis(1);

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

/// An engine with its linker, shared by all hosts of one shape in the process.
pub(crate) struct HostEngine {
    shape: Shape,
    engine: Engine,
    linker: Linker<State>,
    places: Arc<Places>,
    compiled: SingleFlight<ContentHash, Compiled>,
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
        let engine = Engine::new(&shape.config())?;
        tick(engine.weak())?;
        let linker = linker(&engine)?;
        let places = Arc::new(Places::new(shape.pool.instances));
        Ok(Self {
            shape,
            engine,
            linker,
            places,
            compiled: SingleFlight::default(),
        })
    }

    pub(crate) fn pool(&self) -> &Pool {
        &self.shape.pool
    }

    /// Compiles a component, unless a function that lives was made of the same bytes, or its code is on
    /// disk.
    pub(crate) fn compile(
        &self,
        wasm: &Bytes,
        limits: &Limits,
        cache: Option<&CodeCache>,
    ) -> Result<Arc<Compiled>, DeployError> {
        component::check_bytes(wasm)?;
        component::check_minimums(wasm, limits)?;
        let content = content_hash(wasm);
        self.compiled.get_or_make(&content, || {
            let component = self.code(wasm, &content, cache)?;
            let kind = component::inspect(&self.linker, &component)?;
            let places = Arc::clone(&self.places);
            Compiled::link(&self.linker, &component, kind, places)
        })
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

/// Starts the thread that ends every time slice; it ends with the engine.
fn tick(engine: EngineWeak) -> Result<()> {
    let run = move || {
        while let Some(engine) = engine.upgrade() {
            engine.increment_epoch();
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
