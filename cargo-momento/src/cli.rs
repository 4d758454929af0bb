//! The command line.

mod build;
mod check;
mod code_cache;
mod completions;
mod console;
mod delete;
mod deploy;
mod describe;
mod dev;
mod doctor;
mod env;
mod function;
mod invoke;
mod limits;
mod list;
mod log;
mod logs;
mod man;
mod new;
mod portable;
mod reference;
mod remote;
mod replay;
mod serve;
mod state;
mod test;
mod versions;

use std::ffi::{OsStr, OsString};

use clap::{Args, ColorChoice, CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

pub(crate) use build::{BuildArgs, BuildOptions};
pub(crate) use check::CheckArgs;
pub(crate) use code_cache::CodeCacheArgs;
pub(crate) use completions::CompletionsArgs;
pub(crate) use console::ConsoleArgs;
pub(crate) use delete::DeleteArgs;
pub(crate) use deploy::{DeployArgs, VersionLimitArgs};
pub(crate) use describe::DescribeArgs;
pub(crate) use dev::DevArgs;
pub(crate) use doctor::DoctorArgs;
pub(crate) use env::{EnvArgs, EnvCommand, EnvFileArgs};
pub(crate) use function::{EnvironmentArgs, FunctionArgs};
pub(crate) use invoke::InvokeArgs;
pub(crate) use limits::{LimitArgs, LimitSet};
pub(crate) use list::ListArgs;
pub(crate) use log::{LogArgs, LogFormat};
pub(crate) use logs::LogsArgs;
pub(crate) use man::ManArgs;
pub(crate) use new::NewArgs;
pub(crate) use portable::{Platform, PortableArgs};
pub(crate) use reference::ReferenceArgs;
pub(crate) use remote::{CallerArgs, RemoteArgs};
pub(crate) use replay::ReplayArgs;
pub(crate) use serve::{AccessArgs, Engine, ServeArgs};
pub(crate) use state::{Persist, StateArgs};
pub(crate) use test::{RunTestArgs, TestArgs};
pub(crate) use versions::{PinArgs, RollbackArgs, UnpinArgs, VersionsArgs};

/// Write, build, serve and invoke Momento Functions.
#[derive(Debug, Parser)]
#[command(name = "cargo momento", bin_name = "cargo momento", version, after_help = EXIT_CODES)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    #[command(flatten)]
    pub(crate) log: LogArgs,
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  all went well
  1  the function answered with an error (a status of 400 and more), or failed in the background
  2  the command could not be carried out: its arguments, the project, the build, the port or the service
  3  the function trapped
  4  the function went over a limit

Try:
  cargo momento new hello && cd hello && cargo momento dev";

/// What is printed, and how.
#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct OutputArgs {
    /// Print errors only
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// Print what is done in more detail
    #[arg(short, long, global = true)]
    pub(crate) verbose: bool,
    /// Print results to stdout as JSON, one object a line
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Color what is printed, cargo's messages too; with `auto`, on a terminal and without $NO_COLOR
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    pub(crate) color: ColorChoice,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    New(NewArgs),
    Build(BuildArgs),
    Check(CheckArgs),
    Dev(DevArgs),
    Serve(ServeArgs),
    Invoke(InvokeArgs),
    Replay(ReplayArgs),
    Test(TestArgs),
    RunTest(RunTestArgs),
    Deploy(DeployArgs),
    List(ListArgs),
    Describe(DescribeArgs),
    Delete(DeleteArgs),
    Versions(VersionsArgs),
    Pin(PinArgs),
    Unpin(UnpinArgs),
    Rollback(RollbackArgs),
    Env(EnvArgs),
    EnvFile(EnvFileArgs),
    Logs(LogsArgs),
    Doctor(DoctorArgs),
    Completions(CompletionsArgs),
    Man(ManArgs),
    Reference(ReferenceArgs),
}

/// The program's own name, which files are called by.
pub(crate) const PROGRAM: &str = "cargo-momento";

impl Cli {
    /// Parses the command line. What ends there, help or a mistake, is printed in the colors that it asks for.
    pub(crate) fn read(arguments: impl IntoIterator<Item = OsString>) -> Self {
        let arguments: Vec<OsString> = arguments.into_iter().collect();
        let command = Self::command().color(color(&arguments));
        let mut matches = command.get_matches_from(arguments);
        Self::from_arg_matches_mut(&mut matches).unwrap_or_else(|error| error.exit())
    }
}

/// The command line as it is typed.
pub(crate) fn command() -> clap::Command {
    Cli::command()
}

/// The program with all its commands, under its own name.
pub(crate) fn program() -> clap::Command {
    Cli::command().name(PROGRAM).display_name(PROGRAM)
}

/// What `--color` says, before anything is known of the rest of the line. A mistake in it is clap's to tell.
fn color(arguments: &[OsString]) -> ColorChoice {
    let mut words = arguments.iter().map(OsString::as_os_str);
    let mut choice = None;
    while let Some(word) = words.next().filter(|word| *word != "--") {
        let said = match word.to_str().and_then(|word| word.strip_prefix("--color")) {
            Some("") => words.next().and_then(OsStr::to_str),
            Some(rest) => rest.strip_prefix('='),
            None => None,
        };
        choice = said.and_then(|said| said.parse().ok()).or(choice);
    }
    choice.unwrap_or_default()
}

fn variable(text: &str) -> Result<(String, String), String> {
    let (name, value) = text
        .split_once('=')
        .filter(|(name, _)| !name.is_empty())
        .ok_or_else(|| "write a variable as NAME=VALUE".to_owned())?;
    Ok((name.to_owned(), value.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn color_of(line: &str) -> ColorChoice {
        let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
        color(&words)
    }

    /// CLI.38
    #[test]
    fn the_color_is_known_wherever_it_is_said() {
        for (line, expected) in [
            ("momento build", ColorChoice::Auto),
            ("momento --color always build", ColorChoice::Always),
            ("momento build --color=never", ColorChoice::Never),
            ("momento build --color=mauve", ColorChoice::Auto),
            ("momento build --color", ColorChoice::Auto),
            (
                "momento --color always build --color never",
                ColorChoice::Never,
            ),
            ("momento test -- --color always", ColorChoice::Auto),
        ] {
            assert_eq!(color_of(line), expected, "{line}");
        }
    }

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }
}
