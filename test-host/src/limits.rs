use std::time::Duration;

mod presets;

const KIB: u64 = 1024;
const MIB: u64 = 1024 * KIB;
const GIB: u64 = 1024 * MIB;

/// Bounds what one function may take: memory, time, stack, concurrency and sizes.
///
/// There are four sets to begin with. What an invocation does beyond a limit is told by an
/// [`InvocationErrorKind`](crate::InvocationErrorKind), or, where a host call has an error for it, by
/// that.
///
/// | limit | `quick` | `default` | `batch` | `service` | why |
/// |---|---|---|---|---|---|
/// | [`memory`](Self::memory) | 16 MiB | 64 MiB | 1 GiB | 4 MiB | what a handler, a parser of documents, and a batch hold; the service's |
/// | [`time`](Self::time) | 2 s | 30 s | 15 min | 30 s | a caller that waits, one that waits for others, nobody |
/// | [`fuel`](Self::fuel) | none | none | none | none | the time bounds the work; counting slows it |
/// | [`stack`](Self::stack) | 512 KiB | 512 KiB | 1 MiB | 512 KiB | a few thousand frames; twice that for deep data |
/// | [`table_elements`](Self::table_elements) | 20,000 | 20,000 | 20,000 | 20,000 | large programs have some thousand |
/// | [`concurrency`](Self::concurrency) | 256 | 256 | 16 | 256 | one function must not take all places |
/// | [`instances`](Self::instances) | 1,000 | 1,000 | 64 | 1,000 | what one machine has room for at that memory |
/// | [`request_body`](Self::request_body) | 1 MiB | 32 MiB | 256 MiB | 32 MiB | what is collected, copied into the memory above |
/// | [`host_memory`](Self::host_memory) | 16 MiB | 128 MiB | 1 GiB | 128 MiB | about what the function itself may have |
/// | [`handles`](Self::handles) | 1,024 | 4,096 | 65,536 | 4,096 | a handle costs the host some hundred bytes |
/// | [`open_bodies`](Self::open_bodies) | 16 | 64 | 256 | 64 | each is a socket or a file, of which a process has few |
/// | [`component`](Self::component) | 64 MiB | 64 MiB | 64 MiB | 64 MiB | the service takes at least 33 MiB |
/// | [`spawn_queue`](Self::spawn_queue) | 1,000 | 1,000 | 10,000 | 1,000 | work that waits |
/// | [`spawn_concurrency`](Self::spawn_concurrency) | 64 | 64 | 16 | 64 | leaves places for those who wait for an answer |
/// | [`spawn_payloads`](Self::spawn_payloads) | 16 MiB | 128 MiB | 1 GiB | 128 MiB | what waits is in memory |
///
/// The stack, the memory, the instances, and whether fuel is counted, shape the engine: hosts that agree in
/// them share one. The rest belongs to each host and invocation.
///
/// # Examples
///
/// ```
/// use momento_functions_test_host::Limits;
/// use std::time::Duration;
///
/// let limits = Limits::default().with_time(Duration::from_secs(2));
/// assert_eq!(limits.time(), Duration::from_secs(2));
/// assert_eq!(Limits::service().memory(), 4 << 20);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    memory: u64,
    time: Duration,
    fuel: Option<u64>,
    stack: usize,
    table_elements: u32,
    concurrency: usize,
    instances: u32,
    request_body: u64,
    host_memory: u64,
    handles: usize,
    open_bodies: u64,
    component: u64,
    spawn_queue: usize,
    spawn_concurrency: usize,
    spawn_payloads: u64,
}

impl Limits {
    /// The most that [`table_elements`](Self::table_elements) can be: the pool of sandboxes has room for
    /// as many in each table.
    pub const MAX_TABLE_ELEMENTS: u32 = 20_000;

    /// Returns how many bytes a function's linear memories may hold together. The default is 64 MiB.
    #[must_use]
    pub fn memory(&self) -> u64 {
        self.memory
    }

    /// Sets how many bytes a function's linear memories may hold together.
    #[must_use]
    pub fn with_memory(mut self, bytes: u64) -> Self {
        self.memory = bytes;
        self
    }

    /// Returns how long an invocation may take, host calls included. The default is 30 seconds.
    #[must_use]
    pub fn time(&self) -> Duration {
        self.time
    }

    /// Sets how long an invocation may take, host calls included.
    #[must_use]
    pub fn with_time(mut self, time: Duration) -> Self {
        self.time = time;
        self
    }

    /// Returns how much fuel, about one unit an instruction, an invocation may burn. The default is no limit.
    #[must_use]
    pub fn fuel(&self) -> Option<u64> {
        self.fuel
    }

    /// Sets how much fuel an invocation may burn; counting costs running code about a tenth of its speed.
    #[must_use]
    pub fn with_fuel(mut self, fuel: impl Into<Option<u64>>) -> Self {
        self.fuel = fuel.into();
        self
    }

    /// Returns the size in bytes of the stack of WebAssembly frames. The default is 512 KiB.
    #[must_use]
    pub fn stack(&self) -> usize {
        self.stack
    }

    /// Sets the size in bytes of the stack of WebAssembly frames.
    #[must_use]
    pub fn with_stack(mut self, bytes: usize) -> Self {
        self.stack = bytes;
        self
    }

    /// Returns how many elements a function's tables may have together: Rust's have one for each function that
    /// is called by a pointer. The default is 20,000, which is also the most.
    #[must_use]
    pub fn table_elements(&self) -> u32 {
        self.table_elements
    }

    /// Sets how many elements a function's tables may have together;
    /// [`MAX_TABLE_ELEMENTS`](Self::MAX_TABLE_ELEMENTS) at the most.
    #[must_use]
    pub fn with_table_elements(mut self, elements: u32) -> Self {
        self.table_elements = elements.min(Self::MAX_TABLE_ELEMENTS);
        self
    }

    /// Returns how many invocations of one function may live at once. The default is 256.
    #[must_use]
    pub fn concurrency(&self) -> usize {
        self.concurrency
    }

    /// Sets how many invocations of one function may live at once.
    #[must_use]
    pub fn with_concurrency(mut self, invocations: usize) -> Self {
        self.concurrency = invocations;
        self
    }

    /// Returns how many bytes of a request body the host collects for a function. The default is 32 MiB.
    ///
    /// A body that a function streams, or hands back unread, is not limited.
    #[must_use]
    pub fn request_body(&self) -> u64 {
        self.request_body
    }

    /// Sets how many bytes of a request body the host collects for a function.
    #[must_use]
    pub fn with_request_body(mut self, bytes: u64) -> Self {
        self.request_body = bytes;
        self
    }

    /// Returns how many bytes an invocation may hold in the host's memory by its handles: values of
    /// caches, replies, objects and answers that it was given. The default is 128 MiB.
    ///
    /// What would be more is refused with an error of the host call. A body that streams counts as one of
    /// [`open_bodies`](Self::open_bodies) instead.
    #[must_use]
    pub fn host_memory(&self) -> u64 {
        self.host_memory
    }

    /// Sets how many bytes an invocation may hold in the host's memory by its handles.
    #[must_use]
    pub fn with_host_memory(mut self, bytes: u64) -> Self {
        self.host_memory = bytes;
        self
    }

    /// Returns how many of the host's resources an invocation may hold at once: buffers, clients, timers.
    /// The default is 4,096.
    #[must_use]
    pub fn handles(&self) -> usize {
        self.handles
    }

    /// Sets how many of the host's resources an invocation may hold at once.
    #[must_use]
    pub fn with_handles(mut self, handles: usize) -> Self {
        self.handles = handles;
        self
    }

    /// Returns how many HTTP responses, objects and answers of Lambda functions whose bodies are not read to
    /// their ends an invocation may have at once: each is a socket or a file. The default is 64.
    ///
    /// A call for one more is refused with an error of its own.
    #[must_use]
    pub fn open_bodies(&self) -> u64 {
        self.open_bodies
    }

    /// Sets how many bodies that are not read to their ends an invocation may have at once.
    #[must_use]
    pub fn with_open_bodies(mut self, bodies: u64) -> Self {
        self.open_bodies = bodies;
        self
    }

    /// Returns the size in bytes of the largest component that can be deployed. The default is 64 MiB.
    #[must_use]
    pub fn component(&self) -> u64 {
        self.component
    }

    /// Sets the size in bytes of the largest component that can be deployed.
    #[must_use]
    pub fn with_component(mut self, bytes: u64) -> Self {
        self.component = bytes;
        self
    }

    /// Returns how many invocations of all functions may live at once. The default is 1,000.
    #[must_use]
    pub fn instances(&self) -> u32 {
        self.instances
    }

    /// Sets how many invocations of all functions may live at once.
    #[must_use]
    pub fn with_instances(mut self, invocations: u32) -> Self {
        self.instances = invocations;
        self
    }

    /// Returns how many spawned functions of a host may wait to be run. The default is 1,000.
    #[must_use]
    pub fn spawn_queue(&self) -> usize {
        self.spawn_queue
    }

    /// Sets how many spawned functions of a host may wait to be run.
    #[must_use]
    pub fn with_spawn_queue(mut self, waiting: usize) -> Self {
        self.spawn_queue = waiting;
        self
    }

    /// Returns how many spawned functions of a host may run at once. The default is 64.
    #[must_use]
    pub fn spawn_concurrency(&self) -> usize {
        self.spawn_concurrency
    }

    /// Sets how many spawned functions of a host may run at once; with 0, none is taken in.
    #[must_use]
    pub fn with_spawn_concurrency(mut self, running: usize) -> Self {
        self.spawn_concurrency = running;
        self
    }

    /// Returns how many bytes the payloads of all spawned functions that wait or run may have
    /// together. The default is 128 MiB. A single payload is held to
    /// [`request_body`](Self::request_body).
    #[must_use]
    pub fn spawn_payloads(&self) -> u64 {
        self.spawn_payloads
    }

    /// Sets how many bytes the payloads of all spawned functions that wait or run may have together.
    #[must_use]
    pub fn with_spawn_payloads(mut self, bytes: u64) -> Self {
        self.spawn_payloads = bytes;
        self
    }
}
