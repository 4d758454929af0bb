//! `cargo momento`: write, build, serve and invoke Momento Functions.

#![allow(
    rustdoc::bare_urls,
    reason = "what documents an argument is the text of its help"
)]

mod cargo;
mod check;
mod checkout;
mod cli;
mod commands;
mod compile;
mod engine;
mod error;
mod lean;
mod log;
mod manifest;
mod metadata;
mod name;
mod output;
mod profile;
mod project;
mod remote;
mod report;
mod settings;
mod target;
mod telemetry;
mod template;
mod units;
mod wasm;

use std::ffi::OsString;
use std::process::ExitCode;

use crate::cli::Cli;
use crate::output::Output;

fn main() -> ExitCode {
    let cli = Cli::read(arguments(std::env::args_os()));
    let output = Output::new(&cli.output);
    let done = log::begin(&cli.log, &output).and_then(|()| commands::run(cli.command, &output));
    match done {
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
