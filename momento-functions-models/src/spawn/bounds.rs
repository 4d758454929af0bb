/// How much spawned work is taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SpawnBounds {
    /// How many may run at once: with 0, nothing is taken in.
    pub concurrency: usize,
    /// How many spawned functions wait to be run, at most.
    pub queue: usize,
    /// How many bytes one payload has, at most.
    pub payload: u64,
    /// How many bytes the payloads of all that wait or run have together, at most.
    pub payloads: u64,
}
