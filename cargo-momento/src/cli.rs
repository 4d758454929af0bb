//! The command line.

mod build;
mod code_cache;
mod invoke;
mod limits;
mod new;
mod replay;
mod serve;
mod test;

use clap::{Args, Parser, Subcommand};

pub(crate) use build::{BuildArgs, BuildOptions};
pub(crate) use code_cache::CodeCacheArgs;
pub(crate) use invoke::InvokeArgs;
pub(crate) use limits::{LimitArgs, LimitSet};
pub(crate) use new::NewArgs;
pub(crate) use replay::ReplayArgs;
pub(crate) use serve::{AccessArgs, ServeArgs};
pub(crate) use test::{RunTestArgs, TestArgs};

/// Write, build, serve and invoke Momento Functions.
#[derive(Debug, Parser)]
#[command(name = "cargo momento", bin_name = "cargo momento", version, after_help = EXIT_CODES)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  all went well
  1  the function answered with an error (a status of 400 and more), or failed in the background
  2  the command could not be carried out: its arguments, the project, the build or the port
  3  the function trapped
  4  the function went over a limit

Try:
  cargo momento new hello && cd hello && cargo momento serve";

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
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    New(NewArgs),
    Build(BuildArgs),
    Serve(ServeArgs),
    Invoke(InvokeArgs),
    Replay(ReplayArgs),
    Test(TestArgs),
    RunTest(RunTestArgs),
}

fn variable(text: &str) -> Result<(String, String), String> {
    let (name, value) = text
        .split_once('=')
        .ok_or_else(|| "write a variable as NAME=VALUE".to_owned())?;
    Ok((name.to_owned(), value.to_owned()))
}
