use super::{add, add_all, nanoseconds, read};
use std::sync::atomic::AtomicU64;
use std::time::Duration;

/// Where one bucket ends and the next begins, in microseconds: a ping takes tens of them.
const BOUNDS: [u64; 18] = [
    25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000,
    1_000_000, 2_500_000, 10_000_000, 30_000_000,
];

/// How long invocations took, in buckets.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Latency {
    /// The longest time of each bucket, and how many took no longer, but longer than the bucket before
    /// allows. Those that took longer than all of them are in [`longer`](Self::longer).
    pub buckets: Vec<(Duration, u64)>,
    /// How many took longer than the last bucket allows.
    pub longer: u64,
    /// How long all took together.
    pub sum: Duration,
}

impl Latency {
    /// Returns how many there are in all.
    #[must_use]
    pub fn count(&self) -> u64 {
        let counts = self.buckets.iter().map(|(_, count)| count);
        counts.sum::<u64>().saturating_add(self.longer)
    }
}

/// The counters behind a [`Latency`].
#[derive(Debug, Default)]
pub(super) struct Durations {
    sum: AtomicU64,
    longer: AtomicU64,
    buckets: [AtomicU64; BOUNDS.len()],
}

impl Durations {
    pub(super) fn record(&self, took: Duration) {
        let nanoseconds = nanoseconds(took);
        let bucket = BOUNDS.partition_point(|bound| bound * 1_000 < nanoseconds);
        add(self.buckets.get(bucket).unwrap_or(&self.longer), 1);
        add(&self.sum, nanoseconds);
    }

    pub(super) fn add(&self, other: &Self) {
        add(&self.sum, read(&other.sum));
        add(&self.longer, read(&other.longer));
        add_all(&self.buckets, &other.buckets);
    }

    pub(super) fn snapshot(&self) -> Latency {
        let counts = self.buckets.iter().map(read);
        Latency {
            buckets: BOUNDS
                .map(Duration::from_micros)
                .into_iter()
                .zip(counts)
                .collect(),
            longer: read(&self.longer),
            sum: Duration::from_nanos(read(&self.sum)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recorded(nanoseconds: u64) -> Latency {
        let durations = Durations::default();
        durations.record(Duration::from_nanos(nanoseconds));
        durations.snapshot()
    }

    #[test]
    fn a_duration_is_in_the_bucket_that_just_holds_it() {
        let index = |nanoseconds| {
            let found = recorded(nanoseconds).buckets;
            found.iter().position(|&(_, count)| count == 1)
        };
        assert_eq!(index(0), Some(0));
        for (at, bound) in BOUNDS.into_iter().enumerate() {
            let next = (at + 1 < BOUNDS.len()).then_some(at + 1);
            assert_eq!(index(bound * 1_000), Some(at));
            assert_eq!(index(bound * 1_000 + 1), next);
        }
    }

    #[test]
    fn what_is_longer_than_all_buckets_counts_too() {
        let latency = recorded(u64::MAX);
        assert_eq!((latency.longer, latency.count()), (1, 1));
        assert_eq!(latency.sum, Duration::from_nanos(u64::MAX));
    }
}
