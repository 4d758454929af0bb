//! The verbs.

mod build;
mod function;
mod invoke;
mod journal;
mod limits;
mod new;
mod serve;
mod stop;

use momento_functions_test_host::{InvocationError, LogLine, LogOrigin};

use crate::cli::Command;
use crate::error::{Error, Exit};
use crate::output::Output;

/// Carries a command out.
pub(crate) fn run(command: Command, output: &Output) -> Result<Exit, Error> {
    match command {
        Command::New(args) => new::run(&args, output),
        Command::Build(args) => build::run(&args, output),
        Command::Serve(args) => serve::run(args, output),
        Command::Invoke(args) => invoke::run(args, output),
    }
}

/// Whether a line of the log is the error itself, which is printed as one, and once.
fn is_error(line: &LogLine, error: Option<&InvocationError>) -> bool {
    line.origin == LogOrigin::System && error.is_some_and(|error| line.message == error.to_string())
}
