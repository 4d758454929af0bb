use crate::error::DeployError;
use crate::limits::Limits;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Bounds what an invocation of one version may take: each limit is the version's own, and at most the host's.
///
/// Of a deployment, what is not set is the host's. Of a [`Function`](crate::Function), all are set that it is
/// held to.
///
/// # Examples
///
/// ```
/// use momento_functions_test_host::FunctionLimits;
/// use std::time::Duration;
///
/// let limits = FunctionLimits::default().with_time(Duration::from_secs(2));
/// assert_eq!(limits.time(), Some(Duration::from_secs(2)));
/// assert_eq!(limits.memory(), None);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FunctionLimits {
    memory: Option<u64>,
    time: Option<Duration>,
    fuel: Option<u64>,
}

impl FunctionLimits {
    /// Returns how many bytes the linear memories may hold together.
    #[must_use]
    pub fn memory(&self) -> Option<u64> {
        self.memory
    }

    /// Sets how many bytes the linear memories may hold together.
    #[must_use]
    pub fn with_memory(mut self, bytes: impl Into<Option<u64>>) -> Self {
        self.memory = bytes.into();
        self
    }

    /// Returns how long an invocation may take, host calls included.
    #[must_use]
    pub fn time(&self) -> Option<Duration> {
        self.time
    }

    /// Sets how long an invocation may take, host calls included.
    #[must_use]
    pub fn with_time(mut self, time: impl Into<Option<Duration>>) -> Self {
        self.time = time.into();
        self
    }

    /// Returns how much fuel an invocation may burn.
    #[must_use]
    pub fn fuel(&self) -> Option<u64> {
        self.fuel
    }

    /// Sets how much fuel an invocation may burn. Only a host that has a limit of fuel itself counts any.
    #[must_use]
    pub fn with_fuel(mut self, fuel: impl Into<Option<u64>>) -> Self {
        self.fuel = fuel.into();
        self
    }

    /// Returns the host's limits with these in their places.
    pub(crate) fn within(&self, host: &Limits) -> Result<Limits, DeployError> {
        let mut limits = host.clone();
        if let Some(memory) = self.memory {
            limits = limits.with_memory(at_most(host.memory(), memory, "memory", "bytes")?);
        }
        if let Some(time) = self.time {
            at_most(host.time().as_millis(), time.as_millis(), "time", "ms")?;
            limits = limits.with_time(time);
        }
        if let Some(fuel) = self.fuel {
            let most = host.fuel().ok_or(DeployError::FuelNotCounted)?;
            limits = limits.with_fuel(at_most(most, fuel, "fuel", "units")?);
        }
        Ok(limits)
    }

    /// Returns what an invocation is held to.
    pub(crate) fn of(limits: &Limits) -> Self {
        Self {
            memory: Some(limits.memory()),
            time: Some(limits.time()),
            fuel: limits.fuel(),
        }
    }
}

/// With nothing at all, no invocation could begin.
fn at_most<T: Into<u128> + Copy>(
    host: T,
    asked: T,
    limit: &'static str,
    unit: &'static str,
) -> Result<T, DeployError> {
    match asked.into() {
        wanted if (1..=host.into()).contains(&wanted) => Ok(asked),
        wanted => Err(DeployError::LimitOutOfRange {
            limit,
            asked: wanted,
            most: host.into(),
            unit,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(own: &FunctionLimits, host: &Limits) -> Result<Limits, &'static str> {
        own.within(host).map_err(|error| error.code())
    }

    /// VER.3
    #[test]
    fn a_versions_limit_is_at_least_something_and_at_most_the_hosts() {
        let host = Limits::default().with_memory(100).with_fuel(10);
        let own = FunctionLimits::default;
        assert_eq!(code(&own(), &host), Ok(host.clone()));
        for (good, bad) in [
            (own().with_memory(100), own().with_memory(101)),
            (own().with_memory(1), own().with_memory(0)),
            (
                own().with_time(host.time()),
                own().with_time(host.time() + Duration::from_millis(1)),
            ),
            (
                own().with_time(Duration::from_millis(1)),
                own().with_time(Duration::from_micros(999)),
            ),
            (own().with_fuel(10), own().with_fuel(11)),
            (own().with_fuel(1), own().with_fuel(0)),
        ] {
            assert!(code(&good, &host).is_ok(), "{good:?}");
            assert_eq!(code(&bad, &host), Err("limit_out_of_range"), "{bad:?}");
        }
    }

    /// VER.3
    #[test]
    fn what_is_not_set_is_the_hosts() {
        let host = Limits::default().with_fuel(10);
        let limits = code(&FunctionLimits::default().with_memory(1), &host);
        assert_eq!(limits, Ok(host.with_memory(1)));
    }

    /// VER.3
    #[test]
    fn fuel_that_nobody_counts_is_no_limit() {
        let own = FunctionLimits::default().with_fuel(1);
        assert_eq!(code(&own, &Limits::default()), Err("fuel_not_counted"));
    }
}
