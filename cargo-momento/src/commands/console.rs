//! The console that the command line asks for.

use momento_functions_test_host::HostBuilder;
use momento_functions_test_host::service::ServiceBuilder;

use crate::cli::ConsoleArgs;
use crate::output::Output;

/// How many invocations that have ended are kept for the console.
const KEPT: usize = 500;

impl ConsoleArgs {
    /// Whoever works on a function wants to see what it calls.
    pub(crate) fn develop(&mut self) {
        self.console = !self.no_console;
    }

    /// Has the host keep what the console shows.
    pub(crate) fn apply(&self, host: HostBuilder) -> HostBuilder {
        if self.no_console {
            return host;
        }
        host.keep_invoked(KEPT)
    }

    /// Says where it is.
    pub(crate) fn announce(&self, output: &Output) {
        if !self.no_console {
            output.status(
                "Showing",
                "what happens to a browser that opens this address",
            );
        }
    }

    pub(crate) fn offer(&self, service: ServiceBuilder) -> ServiceBuilder {
        service.console(!self.no_console)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::{Cli, Command};
    use clap::Parser as _;

    fn developed(options: &[&str]) -> ConsoleArgs {
        let arguments = ["cargo momento", "dev"].iter().chain(options);
        let Command::Dev(mut args) = Cli::parse_from(arguments).command else {
            unreachable!("it is asked for");
        };
        args.serve.console.develop();
        args.serve.console
    }

    /// CON.10
    #[test]
    fn while_a_function_is_worked_on_its_calls_are_written_down() {
        assert!(developed(&[]).console);
        assert!(developed(&["--console"]).console);
        let off = developed(&["--no-console"]);
        assert!(off.no_console && !off.console);
    }
}
