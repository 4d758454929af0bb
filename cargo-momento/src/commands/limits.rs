//! The host that the limits on the command line ask for.

use momento_functions_test_host::{HostBuilder, Limits};

use crate::cli::{LimitArgs, LimitSet};
use crate::settings::FunctionSettings;
use crate::units::Size;

impl LimitArgs {
    pub(crate) fn limits(&self) -> Limits {
        let mut limits = self.limits.limits();
        if let Some(Size(bytes)) = self.memory {
            limits = limits.with_memory(bytes);
        }
        if let Some(time) = self.time {
            limits = limits.with_time(time);
        }
        if let Some(Size(bytes)) = self.stack {
            limits = limits.with_stack(usize::try_from(bytes).unwrap_or(usize::MAX));
        }
        if let Some(count) = self.concurrency {
            limits = limits.with_concurrency(count);
        }
        if let Some(Size(bytes)) = self.request_body {
            limits = limits.with_request_body(bytes);
        }
        if let Some(Size(bytes)) = self.host_memory {
            limits = limits.with_host_memory(bytes);
        }
        limits.with_fuel(self.fuel)
    }

    pub(crate) fn apply(&self, host: HostBuilder) -> HostBuilder {
        host.limits(self.limits())
    }

    /// The same for these functions: one with a limit of fuel has it only where fuel is counted.
    pub(crate) fn apply_for(
        &self,
        functions: &[FunctionSettings],
        host: HostBuilder,
    ) -> HostBuilder {
        let limits = self.limits();
        let counted = functions
            .iter()
            .any(|function| function.limits.fuel.is_some());
        let fuel = limits.fuel().or(counted.then_some(u64::MAX));
        host.limits(limits.with_fuel(fuel))
    }
}

impl LimitSet {
    fn limits(self) -> Limits {
        match self {
            Self::Quick => Limits::quick(),
            Self::Default => Limits::default(),
            Self::Batch => Limits::batch(),
            Self::Service => Limits::service(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::{Cli, Command};
    use clap::Parser as _;
    use std::time::Duration;

    fn limits(options: &[&str]) -> Limits {
        let arguments = ["cargo momento", "invoke"].iter().chain(options);
        match Cli::parse_from(arguments).command {
            Command::Invoke(args) => args.limits.limits(),
            other => unreachable!("{other:?}"),
        }
    }

    #[test]
    fn a_set_is_begun_with() {
        assert_eq!(limits(&[]), Limits::default());
        assert_eq!(limits(&["--limits", "quick"]), Limits::quick());
        assert_eq!(limits(&["--limits", "default"]), Limits::default());
        assert_eq!(limits(&["--limits", "batch"]), Limits::batch());
        assert_eq!(limits(&["--limits", "service"]), Limits::service());
    }

    #[test]
    fn each_option_changes_its_limit_alone() {
        let quick = |option: &str, value: &str| limits(&["--limits", "quick", option, value]);
        let with = Limits::quick;
        let cases = [
            ("--memory", "1MiB", with().with_memory(1 << 20)),
            ("--time", "1s", with().with_time(Duration::from_secs(1))),
            ("--fuel", "7", with().with_fuel(7)),
            ("--stack", "1MiB", with().with_stack(1 << 20)),
            ("--concurrency", "7", with().with_concurrency(7)),
            ("--request-body", "1KiB", with().with_request_body(1024)),
            ("--host-memory", "1KiB", with().with_host_memory(1024)),
        ];
        for (option, value, expected) in cases {
            assert_eq!(quick(option, value), expected, "{option}");
        }
    }
}
