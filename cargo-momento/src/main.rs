//! `cargo momento`: write, build, serve and invoke Momento Functions.

mod cargo;
mod checkout;
mod cli;
mod commands;
mod compile;
mod error;
mod lean;
mod metadata;
mod name;
mod output;
mod profile;
mod project;
mod settings;
mod target;
mod template;
mod units;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser as _;

use crate::cli::Cli;
use crate::output::Output;

fn main() -> ExitCode {
    let cli = Cli::parse_from(arguments(std::env::args_os()));
    let output = Output::new(&cli.output);
    match commands::run(cli.command, &output) {
        Ok(exit) => exit.into(),
        Err(error) => {
            output.error(&error);
            error.exit().into()
        }
    }
}

/// Cargo runs `cargo-momento momento …` for `cargo momento …`; both forms are taken.
fn arguments(all: impl Iterator<Item = OsString>) -> impl Iterator<Item = OsString> {
    let given_by_cargo = |(at, argument): &(usize, OsString)| *at == 1 && argument == "momento";
    all.enumerate()
        .filter(move |argument| !given_by_cargo(argument))
        .map(|(_, argument)| argument)
}
