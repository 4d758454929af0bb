//! What a host counts of all its invocations.

mod calls;
mod latency;

pub use calls::CallCounts;
pub use latency::Latency;

use crate::cost::Cost;
use crate::error::InvocationErrorKind;
use crate::function::FunctionKind;
use crate::observe::CallResult;
use crate::observe::interfaces::Interface;
use crate::shards;
use calls::Calls;
use latency::Durations;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

const KINDS: usize = FunctionKind::ALL.len();
const FAILURES: usize = InvocationErrorKind::ALL.len();

/// What a host has counted since it was made.
///
/// Each number is exact; what ends while they are read may be in some of them and not yet in others.
///
/// # Examples
///
/// ```
/// use momento_functions_test_host::{Host, InvocationErrorKind};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let metrics = Host::builder().build()?.metrics();
/// assert_eq!(metrics.live, 0);
/// assert_eq!(metrics.failures[&InvocationErrorKind::MemoryLimit], 0);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Metrics {
    /// The invocations that were let in, by what kind of function they were of.
    pub invocations: BTreeMap<FunctionKind, u64>,
    /// How many of them have not ended yet; an answer that has not left counts.
    pub live: u64,
    /// How many sandboxes there are now: one for each invocation from its start to its function's return.
    pub instances: u64,
    /// How many bytes of linear memory they have together.
    pub memory: u64,
    /// The host calls that functions have made, by the interface with its package and version; those of which
    /// none was called are left out, and WASI's are not counted.
    pub calls: BTreeMap<&'static str, CallCounts>,
    /// The invocations that were let in and failed, by why.
    pub failures: BTreeMap<InvocationErrorKind, u64>,
    /// The invocations that were not let in, by why.
    pub refused: BTreeMap<InvocationErrorKind, u64>,
    /// How many functions were not started in the background, since the queue had no room for them.
    pub spawns_refused: u64,
    /// How long the invocations that have ended took.
    pub latency: Latency,
    /// The part of that which was spent in host calls.
    pub host_time: Duration,
    /// The fuel that was burned where it is counted.
    pub fuel: u64,
    /// The bytes of requests' bodies that were taken in.
    pub request_bytes: u64,
    /// The bytes of answers' bodies that have left.
    pub response_bytes: u64,
}

/// The counters of a host: some for each shard, so that processors do not hand on their cache lines.
#[derive(Debug)]
pub(crate) struct Counters(Box<[Shard]>);

#[derive(Debug, Default)]
#[repr(align(128))]
struct Shard {
    begun: Begun,
    ended: Ended,
    calls: Calls,
    /// What is there now: a thread may end what another began, so only the sums of all shards are numbers.
    instances: AtomicU64,
    memory: AtomicU64,
}

#[derive(Debug, Default)]
struct Begun {
    invocations: [AtomicU64; KINDS],
    refused: [AtomicU64; FAILURES],
    spawns_refused: AtomicU64,
}

#[derive(Debug, Default)]
struct Ended {
    host_nanoseconds: AtomicU64,
    fuel: AtomicU64,
    request_bytes: AtomicU64,
    response_bytes: AtomicU64,
    durations: Durations,
    failures: [AtomicU64; FAILURES],
}

impl Default for Counters {
    fn default() -> Self {
        Self((0..shards::count()).map(|_| Shard::default()).collect())
    }
}

impl Counters {
    pub(crate) fn begin(&self, kind: FunctionKind) {
        self.count(|shard| add_at(&shard.begun.invocations, kind as usize));
    }

    pub(crate) fn refuse(&self, why: InvocationErrorKind) {
        self.count(|shard| add_at(&shard.begun.refused, why as usize));
    }

    pub(crate) fn refuse_spawn(&self) {
        self.count(|shard| add(&shard.begun.spawns_refused, 1));
    }

    pub(crate) fn end(&self, failure: Option<InvocationErrorKind>, took: Duration, cost: Cost) {
        self.count(|shard| shard.ended.count(failure, took, cost));
    }

    pub(crate) fn call(&self, interface: &Interface, result: CallResult) {
        self.count(|shard| shard.calls.count(interface, result));
    }

    /// A sandbox is made.
    pub(crate) fn make_instance(&self) {
        self.count(|shard| add(&shard.instances, 1));
    }

    /// A sandbox has more memory.
    pub(crate) fn grow(&self, bytes: usize) {
        self.count(|shard| add(&shard.memory, bytes as u64));
    }

    /// A sandbox is gone, with all its memory.
    pub(crate) fn drop_instance(&self, bytes: usize) {
        self.count(|shard| {
            shard.instances.fetch_sub(1, Ordering::Relaxed);
            shard.memory.fetch_sub(bytes as u64, Ordering::Relaxed);
        });
    }

    /// Adds what all shards have, in which some are less than nothing.
    fn sum(&self, of: impl Fn(&Shard) -> &AtomicU64) -> u64 {
        let all = self.0.iter().map(|shard| read(of(shard)));
        let sum = all.fold(0, u64::wrapping_add);
        // One that moved while the shards were read may be missing where it came from.
        u64::try_from(sum.cast_signed()).unwrap_or_default()
    }

    fn count(&self, count: impl FnOnce(&Shard)) {
        if let Some(shard) = self.0.get(shards::current()) {
            count(shard);
        }
    }

    pub(crate) fn snapshot(&self) -> Metrics {
        let all = Shard::default();
        // What has ended is read first: it has begun, then, whatever comes between.
        self.0.iter().for_each(|shard| all.ended.add(&shard.ended));
        self.0.iter().for_each(|shard| all.begun.add(&shard.begun));
        self.0.iter().for_each(|shard| all.calls.add(&shard.calls));
        let Shard { begun, ended, .. } = &all;
        let latency = ended.durations.snapshot();
        let invocations = by(FunctionKind::ALL, &begun.invocations);
        let all_begun: u64 = invocations.values().sum();
        Metrics {
            live: all_begun.saturating_sub(latency.count()),
            invocations,
            instances: self.sum(|shard| &shard.instances),
            memory: self.sum(|shard| &shard.memory),
            calls: all.calls.snapshot(),
            failures: by(InvocationErrorKind::ALL, &ended.failures),
            refused: by(InvocationErrorKind::ALL, &begun.refused),
            spawns_refused: read(&begun.spawns_refused),
            latency,
            host_time: Duration::from_nanos(read(&ended.host_nanoseconds)),
            fuel: read(&ended.fuel),
            request_bytes: read(&ended.request_bytes),
            response_bytes: read(&ended.response_bytes),
        }
    }
}

impl Begun {
    fn add(&self, other: &Self) {
        add_all(&self.invocations, &other.invocations);
        add_all(&self.refused, &other.refused);
        add(&self.spawns_refused, read(&other.spawns_refused));
    }
}

impl Ended {
    fn count(&self, failure: Option<InvocationErrorKind>, took: Duration, cost: Cost) {
        self.durations.record(took);
        add(&self.host_nanoseconds, nanoseconds(cost.host_time));
        add(&self.fuel, cost.fuel.unwrap_or_default());
        add(&self.request_bytes, cost.request_bytes);
        add(&self.response_bytes, cost.response_bytes);
        if let Some(failure) = failure {
            add_at(&self.failures, failure as usize);
        }
    }

    fn add(&self, other: &Self) {
        self.durations.add(&other.durations);
        add(&self.host_nanoseconds, read(&other.host_nanoseconds));
        add(&self.fuel, read(&other.fuel));
        add(&self.request_bytes, read(&other.request_bytes));
        add(&self.response_bytes, read(&other.response_bytes));
        add_all(&self.failures, &other.failures);
    }
}

fn nanoseconds(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
}

fn add_at(counters: &[AtomicU64], index: usize) {
    if let Some(counter) = counters.get(index) {
        add(counter, 1);
    }
}

fn add_all(counters: &[AtomicU64], more: &[AtomicU64]) {
    for (counter, more) in counters.iter().zip(more) {
        add(counter, read(more));
    }
}

/// Most of what is added is nothing.
fn add(counter: &AtomicU64, more: u64) {
    if more > 0 {
        counter.fetch_add(more, Ordering::Relaxed);
    }
}

fn read(counter: &AtomicU64) -> u64 {
    counter.load(Ordering::Relaxed)
}

fn by<K: Ord + Copy, const N: usize>(keys: [K; N], counters: &[AtomicU64; N]) -> BTreeMap<K, u64> {
    keys.into_iter().zip(counters.iter().map(read)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_has_a_counter_of_its_own() {
        let counters = Counters::default();
        for (index, kind) in InvocationErrorKind::ALL.into_iter().enumerate() {
            for _ in 0..=index {
                counters.end(Some(kind), Duration::ZERO, Cost::default());
                counters.refuse(kind);
            }
        }
        let metrics = counters.snapshot();
        for (index, kind) in InvocationErrorKind::ALL.iter().enumerate() {
            let expected = index as u64 + 1;
            assert_eq!(metrics.failures[kind], expected, "{kind:?}");
            assert_eq!(metrics.refused[kind], expected, "{kind:?}");
        }
    }

    #[test]
    fn threads_count_together() {
        let counters = Counters::default();
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| (0..1000).for_each(|_| counters.begin(FunctionKind::WebV2)));
            }
        });
        let end = || counters.end(None, Duration::from_nanos(1), Cost::default());
        (0..4000).for_each(|_| end());
        let metrics = counters.snapshot();
        assert_eq!(metrics.invocations[&FunctionKind::WebV2], 4000);
        assert_eq!((metrics.latency.count(), metrics.live), (4000, 0));
        assert_eq!(metrics.latency.sum, Duration::from_nanos(4000));
    }

    #[test]
    fn what_has_begun_and_not_ended_lives() {
        let counters = Counters::default();
        for kind in FunctionKind::ALL {
            counters.begin(kind);
        }
        counters.end(None, Duration::ZERO, Cost::default());
        let metrics = counters.snapshot();
        assert!(metrics.invocations.values().all(|&count| count == 1));
        assert_eq!(metrics.live, FunctionKind::ALL.len() as u64 - 1);
    }
}
