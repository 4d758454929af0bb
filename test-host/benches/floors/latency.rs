use crate::Result;
use crate::plan::Plan;
use std::time::{Duration, Instant};

/// How long the calls of one round took, sorted.
pub struct Latencies(Vec<Duration>);

impl Latencies {
    /// Calls one after the other, on this thread, for a round.
    pub fn of<F>(plan: &Plan, call: impl Fn() -> F) -> Result<Self>
    where
        F: Future<Output = Result<()>>,
    {
        plan.runtime.block_on(async {
            let mut times = Vec::new();
            let mut begin = Instant::now();
            let end = begin + plan.round;
            while begin < end {
                call().await?;
                let now = Instant::now();
                times.push(now - begin);
                begin = now;
            }
            times.sort();
            Ok(Self(times))
        })
    }

    /// The time in microseconds within which this share of the calls were done, in percent.
    pub fn percentile(&self, share: usize) -> f64 {
        let at = self.0.len().saturating_sub(1) * share / 100;
        let time = self.0.get(at).copied().unwrap_or_default();
        time.as_secs_f64() * 1e6
    }

    pub fn median(&self) -> f64 {
        self.percentile(50)
    }
}
