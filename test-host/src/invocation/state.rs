use super::request_context::RequestContext;
use super::response_stream::ResponseStream;
use super::{HostBuffer, InvocationId};
use crate::bindings::bytes::Data;
use crate::function::Function;
use crate::host::Settings;
use crate::interfaces::wasi::{WasiState, WasiView};
use crate::log::LogSink;
use momento_functions_models::cache::Cache;
use momento_functions_models::topic::Topics;
use std::sync::Arc;
use wasmtime::component::ResourceTable;
use wasmtime::{ResourceLimiter, Result};
use wasmtime_wasi_io::IoView;

/// DATA.6: how many of the host's resources a guest may hold at once.
const MAX_RESOURCES: usize = 4096;

/// What the host keeps for one invocation.
pub(crate) struct State {
    pub(crate) table: ResourceTable,
    pub(crate) context: Context,
    pub(crate) request: RequestContext,
    pub(crate) response: ResponseStream,
    pub(crate) memory: MemoryLimiter,
    pub(crate) wasi: WasiState,
    pub(crate) logs: LogSink,
    pub(crate) topics: Arc<Topics>,
}

/// Which function is invoked, and under which id.
pub(crate) struct Context {
    function: Function,
    id: InvocationId,
}

/// LIM.1: refuses to let a guest's memories grow past the limit, and remembers that it did.
pub(crate) struct MemoryLimiter {
    limit: usize,
    /// What all memories of the guest hold together.
    held: usize,
    refused: bool,
}

impl State {
    pub(super) fn new(
        context: Context,
        request: RequestContext,
        response: ResponseStream,
        logs: LogSink,
    ) -> Self {
        let settings = context.function.settings();
        let clock = Arc::clone(&settings.clock);
        let stdio = settings.stdio.then(|| logs.clone());
        let topics = settings.topics.of(context.function.cache());
        let mut table = ResourceTable::new();
        table.set_max_capacity(MAX_RESOURCES);
        Self {
            table,
            request,
            response,
            memory: MemoryLimiter::new(settings.limits.memory()),
            wasi: WasiState::new(clock, stdio),
            logs,
            topics,
            context,
        }
    }

    /// Takes over what a guest gives: its inline bytes, or what is left behind its handle.
    pub(crate) fn take_data(&mut self, data: Data) -> Result<HostBuffer> {
        match data {
            Data::Buffer(handle) => Ok(self.table.delete(handle)?),
            Data::Value(bytes) => Ok(HostBuffer::from(bytes)),
        }
    }

    /// Keeps, beyond the sandbox, the way to whoever reads the answer.
    pub(super) fn take_response(&mut self) -> ResponseStream {
        std::mem::take(&mut self.response)
    }

    pub(super) fn panic_message(&self) -> Option<String> {
        self.wasi.panic_message()
    }
}

impl Context {
    pub(super) fn new(function: Function, id: InvocationId) -> Self {
        Self { function, id }
    }

    pub(crate) fn invocation_id(&self) -> &str {
        self.id.as_str()
    }

    /// Gives the cache of the function.
    pub(crate) fn cache(&self) -> Arc<Cache> {
        self.settings().cache(self.function.cache())
    }

    pub(crate) fn settings(&self) -> &Settings {
        self.function.settings()
    }

    /// ENV.1: the version's own variables, and the host's, which win.
    fn environment(&self) -> Vec<(String, String)> {
        let host = [
            ("__CACHE_NAME", self.function.cache()),
            ("__FUNCTION_NAME", self.function.name()),
            ("__INVOCATION_ID", self.invocation_id()),
        ];
        let own = self.function.environment().iter();
        let own = own.filter(|(name, _)| host.iter().all(|(theirs, _)| theirs != name));
        let own = own.map(|(name, value)| (name.clone(), value.clone()));
        own.chain(host.map(|(name, value)| (name.to_owned(), value.to_owned())))
            .collect()
    }
}

impl MemoryLimiter {
    fn new(limit: u64) -> Self {
        Self {
            limit: usize::try_from(limit).unwrap_or(usize::MAX),
            held: 0,
            refused: false,
        }
    }

    pub(super) fn refused(&self) -> bool {
        self.refused
    }
}

impl ResourceLimiter for MemoryLimiter {
    fn memory_growing(&mut self, current: usize, desired: usize, _: Option<usize>) -> Result<bool> {
        let wanted = self.held.saturating_add(desired.saturating_sub(current));
        if wanted > self.limit {
            self.refused = true;
            return Ok(false);
        }
        self.held = wanted;
        Ok(true)
    }

    /// The engine's pool has room for only so many elements.
    fn table_growing(&mut self, _: usize, _: usize, _: Option<usize>) -> Result<bool> {
        Ok(true)
    }
}

impl IoView for State {
    fn table(&mut self) -> &mut ResourceTable {
        &mut self.table
    }
}

impl WasiView for State {
    fn wasi(&self) -> &WasiState {
        &self.wasi
    }

    fn environment(&self) -> Vec<(String, String)> {
        self.context.environment()
    }
}
