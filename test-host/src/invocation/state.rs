use super::request_context::RequestContext;
use super::response_stream::ResponseStream;
use super::{HostBuffer, InvocationId};
use crate::bindings::bytes::Data;
use crate::caches::CacheStore;
use crate::function::Function;
use crate::host::Settings;
use crate::interfaces::wasi::{WasiState, WasiView};
use crate::log::LogSink;
use crate::valkey::ReplyBudget;
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
    /// What the guest holds of Valkey's replies.
    pub(crate) replies: ReplyBudget,
}

/// Which function is invoked, and under which id.
pub(crate) struct Context {
    function: Function,
    id: InvocationId,
    depth: u8,
}

/// The host that knows the functions was dropped.
pub(crate) struct HostGone;

/// LIM.1: refuses to let a guest's memories grow past the limit, and remembers that it did.
pub(crate) struct MemoryLimiter {
    limit: usize,
    /// What all memories of the guest hold together.
    held: usize,
    asked: bool,
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
            replies: ReplyBudget::default(),
            context,
        }
    }

    /// Has no request to ask about, and nobody to stream to: SPN.8.
    pub(super) fn spawned(context: Context, logs: LogSink) -> Self {
        let (request, response) = (RequestContext::none(), ResponseStream::closed());
        Self::new(context, request, response, logs)
    }

    /// Gives the cache of the function. What it gets from a server counts as held by the invocation.
    pub(crate) fn cache(&self) -> CacheStore {
        let settings = self.context.settings();
        settings
            .cache(self.context.function.cache())
            .held_by(&self.replies)
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
        let depth = 0;
        Self {
            function,
            id,
            depth,
        }
    }

    /// Tells how many invocations of Lambda functions led to this one.
    pub(crate) fn depth(&self) -> u8 {
        self.depth
    }

    pub(super) fn with_depth(self, depth: u8) -> Self {
        Self { depth, ..self }
    }

    pub(crate) fn invocation_id(&self) -> &str {
        self.id.as_str()
    }

    /// Finds another function of the function's cache, as far as its host is still there.
    pub(crate) fn sibling(&self, name: &str) -> std::result::Result<Option<Function>, HostGone> {
        let functions = self.settings().functions.upgrade().ok_or(HostGone)?;
        Ok(functions.get(self.function.cache(), name))
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
            asked: false,
            refused: false,
        }
    }

    /// Tells whether the guest has got as far as to have a memory.
    pub(super) fn was_asked(&self) -> bool {
        self.asked
    }

    pub(super) fn refused(&self) -> bool {
        self.refused
    }
}

impl ResourceLimiter for MemoryLimiter {
    fn memory_growing(&mut self, current: usize, desired: usize, _: Option<usize>) -> Result<bool> {
        self.asked = true;
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
