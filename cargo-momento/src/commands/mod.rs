//! The verbs.

mod build;
mod check;
mod code_cache;
mod completions;
mod console;
mod cost;
mod delete;
mod deploy;
mod deployed;
mod describe;
mod dev;
mod doctor;
mod engine;
mod env;
mod function;
mod invoke;
mod journal;
mod limits;
mod list;
mod logs;
mod man;
mod new;
mod port;
mod portable;
mod profiles;
mod reference;
mod replay;
mod reports;
mod run_test;
mod serve;
mod state;
mod stop;
mod table;
mod test;
mod versions;

pub(crate) use self::check::CheckError;
pub(crate) use self::engine::EngineError;
pub(crate) use self::port::PortInUse;
pub(crate) use self::portable::PortableError;

use momento_functions_test_host::{LogLine, LogOrigin};

use crate::cli::Command;
use crate::error::{Error, Exit};
use crate::output::Output;

/// Carries a command out.
pub(crate) fn run(command: Command, output: &Output) -> Result<Exit, Error> {
    match command {
        Command::New(args) => new::run(&args, output),
        Command::Build(args) => build::run(&args, output),
        Command::Check(args) => check::run(&args, output),
        Command::Dev(args) => dev::run(args, output),
        Command::Serve(args) => serve::run(args, output),
        Command::Invoke(args) => invoke::run(args, output),
        Command::Replay(args) => replay::run(args, output),
        Command::Test(args) => test::run(&args, output),
        Command::RunTest(args) => run_test::run(args),
        Command::Deploy(args) => deploy::run(args, output),
        Command::List(args) => list::run(&args, output),
        Command::Describe(args) => describe::run(args, output),
        Command::Delete(args) => delete::run(args, output),
        Command::Versions(args) => versions::versions(args, output),
        Command::Pin(args) => versions::pin(args, output),
        Command::Unpin(args) => versions::unpin(args, output),
        Command::Rollback(args) => versions::rollback(args, output),
        Command::Env(args) => env::run(args, output),
        Command::EnvFile(args) => env::file(args, output),
        Command::Logs(args) => logs::run(args, output),
        Command::Doctor(args) => doctor::run(&args, output),
        Command::Completions(args) => completions::run(&args, output),
        Command::Man(args) => man::run(&args, output),
        Command::Reference(_) => reference::run(output),
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
