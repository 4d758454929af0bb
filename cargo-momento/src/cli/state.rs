//! What a service keeps beyond its end.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// What a service keeps beyond its end.
#[derive(Debug, Args)]
#[command(next_help_heading = "State")]
pub(crate) struct StateArgs {
    /// Keep functions in this folder, with all their versions, environments and pins: what was acknowledged is
    /// there for the next `serve`, however this one ends
    #[arg(long, value_name = "DIR")]
    pub(crate) state: Option<PathBuf>,
    /// What else is kept in the folder of `--state`
    #[arg(long, value_name = "WHAT", value_delimiter = ',', requires = "state")]
    pub(crate) persist: Vec<Persist>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Persist {
    /// What functions write to their caches
    Cache,
    /// What functions put into the stand-in for S3
    Objects,
}
