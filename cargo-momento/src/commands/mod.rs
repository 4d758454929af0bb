//! The verbs.

mod build;
mod code_cache;
mod cost;
mod function;
mod invoke;
mod journal;
mod limits;
mod new;
mod replay;
mod run_test;
mod serve;
mod stop;
mod test;

use momento_functions_test_host::{LogLine, LogOrigin};

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
        Command::Replay(args) => replay::run(args, output),
        Command::Test(args) => test::run(&args, output),
        Command::RunTest(args) => run_test::run(args),
    }
}

/// A line of the log, with what the service would do with it.
fn told(line: &LogLine) -> String {
    let message = &line.message;
    let to: Vec<String> = line.destinations.iter().map(ToString::to_string).collect();
    match line.origin {
        LogOrigin::Function if to.is_empty() => {
            format!("(not captured by the service: no destination is configured) {message}")
        }
        _ if to.is_empty() => message.clone(),
        _ => format!("({}) {message}", to.join(", ")),
    }
}

/// Whether a line of the log is the failure itself, which is printed as one, and once.
fn is_failure(line: &LogLine, failure: Option<&str>) -> bool {
    line.origin == LogOrigin::System && failure.is_some_and(|failure| line.message == failure)
}
