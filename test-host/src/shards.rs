//! Which share of the host is a thread's own.
//!
//! An invocation touches the reference counts of its engine, and of the code in it, some thirty times.
//! Two threads that do so at once wait for each other's cache lines longer than for anything else. So
//! there is an engine for each of a few threads, in which the others have no part.

use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};
use std::thread;

/// More than this many threads share again.
const MAX: usize = 8;

/// How many threads are in each shard.
static THREADS: Mutex<Vec<usize>> = Mutex::new(Vec::new());

/// A thread's place in its shard, for as long as it lives.
struct Member(usize);

/// Tells how many shards there are: one a core.
pub(crate) fn count() -> usize {
    static COUNT: LazyLock<usize> =
        LazyLock::new(|| thread::available_parallelism().map_or(1, |cores| cores.get().min(MAX)));
    *COUNT
}

/// Tells which shard is this thread's: that of the fewest when it first asked.
pub(crate) fn current() -> usize {
    thread_local!(static MEMBER: Member = Member::join());
    MEMBER.try_with(|member| member.0).unwrap_or_default()
}

impl Member {
    fn join() -> Self {
        let mut threads = threads();
        threads.resize(count(), 0);
        let least = threads
            .iter_mut()
            .enumerate()
            .min_by_key(|(_, count)| **count);
        Self(least.map_or(0, |(shard, count)| {
            *count += 1;
            shard
        }))
    }
}

impl Drop for Member {
    fn drop(&mut self) {
        if let Some(count) = threads().get_mut(self.0) {
            *count = count.saturating_sub(1);
        }
    }
}

fn threads() -> MutexGuard<'static, Vec<usize>> {
    THREADS.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;
    use std::sync::Barrier;

    /// As many threads at once as there are shards, and what each of them has.
    fn together() -> Vec<usize> {
        let all = Barrier::new(count());
        thread::scope(|scope| {
            let ask = || {
                let shard = current();
                all.wait();
                shard
            };
            let threads: Vec<_> = (0..count()).map(|_| scope.spawn(ask)).collect();
            threads
                .into_iter()
                .map(|thread| thread.join().unwrap())
                .collect()
        })
    }

    #[test]
    fn a_thread_keeps_its_shard() {
        assert_eq!(current(), current());
        assert!(together().into_iter().all(|shard| shard < count()));
    }

    /// Other tests have threads of their own, which come and go.
    #[test]
    fn threads_at_work_at_once_spread_over_the_shards() {
        let spread = |_| together().into_iter().collect::<HashSet<_>>().len();
        assert_eq!((0..100).map(spread).max(), Some(count()));
    }
}
