//! `cargo momento completions`

use crate::cli::{self, CompletionsArgs};
use crate::error::{Error, Exit};
use crate::output::Output;

pub(crate) fn run(args: &CompletionsArgs, output: &Output) -> Result<Exit, Error> {
    let mut script = Vec::new();
    let mut command = cli::program();
    clap_complete::generate(args.shell, &mut command, cli::PROGRAM, &mut script);
    output.result(&script);
    Ok(Exit::Ok)
}
