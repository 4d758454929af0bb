use super::host_memory::HostMemory;
use super::host_time::HostTime;
use super::memory_limiter::MemoryLimiter;
use super::open_body::{OpenBody, TooManyOpenBodies};
use super::request_context::RequestContext;
use super::response_stream::ResponseStream;
use super::{HostBuffer, InvocationId};
use crate::bindings::bytes::Data;
use crate::caches::CacheStore;
use crate::function::Function;
use crate::host::Settings;
use crate::interfaces::wasi::{WasiState, WasiView};
use crate::log::LogSink;
use crate::observe::Observer;
use crate::request::{Again, Origin};
use crate::seed::{Random, Source};
use crate::test_binary::Attempt;
use crate::time;
use momento_functions_models::Clock;
use momento_functions_models::topic::Topics;
use std::sync::Arc;
use std::time::Duration;
use wasmtime::Result;
use wasmtime::component::ResourceTable;
use wasmtime_wasi_io::IoView;

/// Which numbers of an invocation's source are its id's, and which its guest's.
const OF_ID: u64 = 0;
const OF_GUEST: u64 = 1;

/// What the host keeps for one invocation.
pub(crate) struct State {
    pub(crate) table: ResourceTable,
    pub(crate) context: Arc<Context>,
    pub(crate) request: RequestContext,
    pub(crate) response: ResponseStream,
    pub(crate) memory: MemoryLimiter,
    pub(crate) host_time: HostTime,
    pub(crate) wasi: WasiState,
    random: Random,
    pub(crate) logs: LogSink,
    pub(crate) host_memory: HostMemory,
    /// None for a function.
    pub(crate) test: Option<Arc<Attempt>>,
}

/// Which function is invoked, and under which id.
///
/// All that belongs to one invocation shares it: what invocations share with each other, such as the
/// function, is touched once for each of them, since that is what two processors wait for.
#[derive(Debug)]
pub(crate) struct Context {
    function: Function,
    id: InvocationId,
    origin: Origin,
    observer: Option<Arc<Observer>>,
    random: Source,
}

/// The host that knows the functions was dropped.
pub(crate) struct HostGone;

impl State {
    pub(super) fn new(
        context: Arc<Context>,
        request: RequestContext,
        response: ResponseStream,
        logs: LogSink,
    ) -> Self {
        let settings = context.function.settings();
        let stdio = settings.stdio.then(|| logs.clone());
        let mut table = ResourceTable::new();
        table.set_max_capacity(settings.limits.handles());
        Self {
            table,
            request,
            response,
            memory: MemoryLimiter::new(&context),
            host_time: HostTime::default(),
            wasi: WasiState::new(stdio),
            host_memory: HostMemory::new(logs.clone(), settings.limits.host_memory()),
            logs,
            random: context.random.stream(OF_GUEST),
            context,
            test: None,
        }
    }

    /// Has no request to ask about, and nobody to stream to: SPN.8.
    pub(super) fn spawned(context: Arc<Context>, logs: LogSink) -> Self {
        let (request, response) = (RequestContext::none(), ResponseStream::closed());
        Self::new(context, request, response, logs)
    }

    /// Waits by the host's clock.
    pub(crate) async fn pause(&mut self, duration: Duration) {
        if !duration.is_zero() {
            let clock = Arc::clone(&self.context.settings().clock);
            time::sleep(&*clock, duration).await;
        }
    }

    /// Is a test's, which has a command line and its runner to ask.
    pub(super) fn test(context: Arc<Context>, logs: LogSink, attempt: Arc<Attempt>) -> Self {
        Self {
            wasi: WasiState::of(attempt.program()),
            test: Some(attempt),
            ..Self::spawned(context, logs)
        }
    }

    /// Gives the cache of the function.
    pub(crate) fn cache(&self) -> CacheStore {
        self.context.function.items()
    }

    /// Takes a place for a body that will take its time to come.
    pub(crate) fn open_body(&self) -> std::result::Result<OpenBody, TooManyOpenBodies> {
        let limit = self.context.settings().limits.open_bodies();
        OpenBody::take(&self.logs, limit)
    }

    pub(crate) fn topics(&self) -> &Topics {
        self.context.topics()
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
    /// Begins an invocation: with an id of its own, or again with that of a record.
    pub(crate) fn new(function: Function, origin: Origin, again: Option<Again>) -> Arc<Self> {
        let settings = function.settings();
        let random = settings.seed.of_next(function.cache(), function.name());
        let (id, replay) = match again {
            Some(again) => (again.id, Some(again.calls)),
            None => {
                let of_id = random.stream(OF_ID).of_id();
                (InvocationId::new(settings.clock.wall(), of_id), None)
            }
        };
        let observer = settings.observer(replay).map(Arc::new);
        Arc::new(Self {
            id,
            random,
            function,
            origin,
            observer,
        })
    }

    /// Gives who writes down the invocation's host calls, if somebody does.
    pub(crate) fn observer(&self) -> Option<&Arc<Observer>> {
        self.observer.as_ref()
    }

    pub(crate) fn function(&self) -> &Function {
        &self.function
    }

    pub(crate) fn id(&self) -> InvocationId {
        self.id
    }

    pub(crate) fn topics(&self) -> &Topics {
        self.function.topics()
    }

    /// Tells how many invocations of Lambda functions led to this one.
    pub(crate) fn depth(&self) -> u8 {
        self.origin.depth
    }

    /// Tells whether another invocation waits for this one.
    pub(crate) fn is_awaited(&self) -> bool {
        self.origin.awaited
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

impl IoView for State {
    fn table(&mut self) -> &mut ResourceTable {
        &mut self.table
    }
}

impl WasiView for State {
    fn wasi(&self) -> &WasiState {
        &self.wasi
    }

    fn clock(&self) -> &Arc<dyn Clock> {
        &self.context.settings().clock
    }

    fn random(&mut self) -> &mut Random {
        &mut self.random
    }

    fn observer(&self) -> Option<&Arc<Observer>> {
        self.context.observer()
    }

    fn environment(&self) -> Vec<(String, String)> {
        self.context.environment()
    }
}
