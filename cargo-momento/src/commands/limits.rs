//! The host that the limits on the command line ask for.

use momento_functions_test_host::{HostBuilder, Limits};

use crate::cli::{LimitArgs, LimitSet};

impl LimitArgs {
    pub(crate) fn limits(&self) -> Limits {
        let mut limits = match self.limits {
            LimitSet::Default => Limits::default(),
            LimitSet::Service => Limits::service(),
        };
        if let Some(memory) = self.memory {
            limits = limits.with_memory(memory.0);
        }
        if let Some(time) = self.time {
            limits = limits.with_time(time);
        }
        limits.with_fuel(self.fuel)
    }

    pub(crate) fn apply(&self, host: HostBuilder) -> HostBuilder {
        host.limits(self.limits())
    }
}
