use super::function::BareFunction;
use super::state::{State, add_to_linker};
use crate::Result;
use momento_functions_test_host::{Host, Limits, Pool};
use std::path::Path;
use std::thread;
use std::time::Duration;
use wasmtime::component::{Component, Linker};
use wasmtime::{Config, Enabled, Engine, EngineWeak, PoolingAllocationConfig};

const TIME_SLICE: Duration = Duration::from_millis(1);

/// What the library lets a component have besides its one core module.
const CORE_INSTANCES: u32 = 32;

/// How many tables the library's pool has for each invocation.
const TABLES: u32 = 4;

/// What each table of the library's pool has room for.
const TABLE_ELEMENTS: usize = Limits::MAX_TABLE_ELEMENTS as usize;

/// The host's share of a fiber's stack, beside the guest's.
const HOST_STACK: usize = 1 << 20;

/// What an engine is made with.
#[derive(Debug, Clone)]
pub struct Settings {
    pool: Pool,
    stack: usize,
}

impl Settings {
    /// What the library makes its own engine with.
    pub fn library() -> Result<Self> {
        let host = Host::builder().build()?;
        Ok(Self {
            pool: host.pool().clone(),
            stack: host.limits().stack(),
        })
    }

    fn config(&self) -> Config {
        let mut config = Config::new();
        config
            .epoch_interruption(true)
            .memory_init_cow(true)
            .max_wasm_stack(self.stack)
            .async_stack_size(self.stack.saturating_add(HOST_STACK))
            .allocation_strategy(self.configuration());
        config
    }

    fn configuration(&self) -> PoolingAllocationConfig {
        let instances = self.pool.instances;
        let mut pool = PoolingAllocationConfig::new();
        pool.total_component_instances(instances)
            .total_core_instances(instances.saturating_mul(CORE_INSTANCES))
            .total_memories(instances)
            .total_tables(instances.saturating_mul(TABLES))
            .total_stacks(instances)
            .max_core_instances_per_component(CORE_INSTANCES)
            .max_memory_size(self.pool.memory)
            .table_elements(TABLE_ELEMENTS)
            .max_unused_warm_slots(instances)
            .linear_memory_keep_resident(self.pool.keep_resident)
            .table_keep_resident(64 << 10)
            .async_stack_keep_resident(64 << 10)
            .pagemap_scan(if self.pool.page_map_scan {
                Enabled::Yes
            } else {
                Enabled::No
            });
        pool
    }
}

/// An engine and what guests are linked with.
pub struct Bare {
    engine: Engine,
    linker: Linker<State>,
}

impl Bare {
    pub fn new(settings: &Settings) -> Result<Self> {
        let engine = Engine::new(&settings.config())?;
        tick(engine.weak())?;
        let mut linker = Linker::new(&engine);
        add_to_linker(&mut linker)?;
        Ok(Self { engine, linker })
    }

    /// Compiles a component and links it.
    pub fn function(&self, wasm: &[u8]) -> Result<BareFunction> {
        self.link(Component::new(&self.engine, wasm)?)
    }

    /// Compiles a component into a file.
    pub fn compile(&self, wasm: &[u8], path: &Path) -> Result<()> {
        let component = Component::new(&self.engine, wasm)?;
        Ok(std::fs::write(path, component.serialize()?)?)
    }

    /// Maps a component that was compiled by [`Bare::compile`], and links it.
    pub fn load(&self, path: &Path) -> Result<BareFunction> {
        // SAFETY: the file was written by `compile`, into a folder of this process alone.
        #[expect(
            unsafe_code,
            reason = "compiled code cannot be loaded in any other way"
        )]
        let component = unsafe { Component::deserialize_file(&self.engine, path)? };
        self.link(component)
    }

    /// What a guest imports and a bare host lacks ends it, if it is called: no guest of the table calls it.
    fn link(&self, component: Component) -> Result<BareFunction> {
        let mut linker = self.linker.clone();
        linker.define_unknown_imports_as_traps(&component)?;
        BareFunction::new(linker.instantiate_pre(&component)?)
    }
}

fn tick(engine: EngineWeak) -> Result<()> {
    let run = move || {
        while let Some(engine) = engine.upgrade() {
            engine.increment_epoch();
            drop(engine);
            thread::sleep(TIME_SLICE);
        }
    };
    thread::Builder::new()
        .name("bare-time-slices".to_owned())
        .spawn(run)?;
    Ok(())
}
