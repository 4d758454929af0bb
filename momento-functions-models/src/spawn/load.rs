use super::{SpawnBounds, SpawnRefusal};

/// The spawned work that a host holds.
///
/// # Examples
///
/// ```
/// use momento_functions_models::spawn::{SpawnBounds, SpawnLoad, SpawnRefusal};
///
/// let bounds = SpawnBounds { concurrency: 1, queue: 1, payload: 10, payloads: 100 };
/// let mut load = SpawnLoad::default();
/// assert_eq!(load.queue(10, &bounds), Ok(()));
/// assert_eq!(load.queue(10, &bounds), Err(SpawnRefusal::Queue { limit: 1 }));
/// load.start();
/// assert_eq!(load.queue(10, &bounds), Ok(()));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SpawnLoad {
    waiting: usize,
    running: usize,
    payloads: u64,
}

impl SpawnLoad {
    /// Takes work in that waits for its turn.
    ///
    /// # Errors
    ///
    /// A limit forbids it; nothing is taken in.
    pub fn queue(&mut self, payload: u64, bounds: &SpawnBounds) -> Result<(), SpawnRefusal> {
        let payloads = self.with_payload(payload, bounds)?;
        let limit = bounds.queue;
        if self.waiting >= limit {
            return Err(SpawnRefusal::Queue { limit });
        }
        self.waiting += 1;
        self.payloads = payloads;
        Ok(())
    }

    /// Takes work in that runs at once.
    ///
    /// # Errors
    ///
    /// A limit forbids it; nothing is taken in.
    pub fn run(&mut self, payload: u64, bounds: &SpawnBounds) -> Result<(), SpawnRefusal> {
        self.payloads = self.with_payload(payload, bounds)?;
        self.running = self.running.saturating_add(1);
        Ok(())
    }

    /// Begins to run work that waited.
    pub fn start(&mut self) {
        self.waiting = self.waiting.saturating_sub(1);
        self.running = self.running.saturating_add(1);
    }

    /// Lets go of work that has run.
    pub fn end(&mut self, payload: u64) {
        self.running = self.running.saturating_sub(1);
        self.payloads = self.payloads.saturating_sub(payload);
    }

    /// Lets go of work that waited in vain.
    pub fn give_up(&mut self, payload: u64) {
        self.waiting = self.waiting.saturating_sub(1);
        self.payloads = self.payloads.saturating_sub(payload);
    }

    /// Returns whether nothing waits and nothing runs.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.waiting == 0 && self.running == 0
    }

    fn with_payload(&self, size: u64, bounds: &SpawnBounds) -> Result<u64, SpawnRefusal> {
        if bounds.concurrency == 0 {
            return Err(SpawnRefusal::Never);
        }
        if size > bounds.payload {
            let limit = bounds.payload;
            return Err(SpawnRefusal::Payload { size, limit });
        }
        let all = self.payloads.saturating_add(size);
        if all > bounds.payloads {
            let limit = bounds.payloads;
            return Err(SpawnRefusal::Payloads { limit });
        }
        Ok(all)
    }
}
