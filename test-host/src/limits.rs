use std::time::Duration;

const KIB: u64 = 1024;
const MIB: u64 = 1024 * KIB;

/// Bounds what one function may take: memory, time, stack, concurrency and sizes.
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
    concurrency: usize,
    request_body: u64,
    component: u64,
    instances: u32,
    spawn_queue: usize,
    spawn_concurrency: usize,
    spawn_payloads: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            memory: 64 * MIB,
            time: Duration::from_secs(30),
            fuel: None,
            stack: 512 << 10,
            concurrency: 256,
            request_body: 32 * MIB,
            component: 64 * MIB,
            instances: 1000,
            spawn_queue: 1000,
            spawn_concurrency: 64,
            spawn_payloads: 128 * MIB,
        }
    }
}

impl Limits {
    /// Returns the default limits with the memory that the service gives a function: 4 MiB.
    #[must_use]
    pub fn service() -> Self {
        Self::default().with_memory(4 * MIB)
    }

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
