use crate::Result;
use crate::guests::Guests;
use std::thread;
use std::time::Duration;
use tokio::runtime::{Builder, Runtime};

/// How long to measure, and with what.
pub struct Plan {
    pub rounds: usize,
    /// How long one round of one side lasts.
    pub round: Duration,
    pub cores: usize,
    pub guests: Guests,
    /// One thread, so that nothing but the call is measured.
    pub runtime: Runtime,
}

impl Plan {
    pub fn new(quick: bool) -> Result<Self> {
        let (rounds, round) = if quick { (1, 100) } else { (5, 500) };
        Ok(Self {
            rounds,
            round: Duration::from_millis(round),
            cores: thread::available_parallelism()?.get(),
            guests: Guests::new()?,
            runtime: Builder::new_current_thread().enable_all().build()?,
        })
    }

    /// Measures both sides in turn, round by round, after one round of each that does not count.
    pub fn in_turn<T>(
        &self,
        mut ours: impl FnMut() -> Result<T>,
        mut floor: impl FnMut() -> Result<T>,
    ) -> Result<Vec<(T, T)>> {
        let mut round = || Ok((ours()?, floor()?));
        round()?;
        (0..self.rounds).map(|_| round()).collect()
    }
}
