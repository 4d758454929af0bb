//! What a function is given from outside.

use std::path::PathBuf;

use clap::Args;

use super::variable;

/// A function's environment.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "The function")]
pub(crate) struct EnvironmentArgs {
    /// A variable of its environment, before all that files say
    #[arg(long = "env", value_name = "NAME=VALUE", value_parser = variable)]
    pub(crate) variables: Vec<(String, String)>,
    /// A file of variables, a line each, before what momento.toml says
    #[arg(long = "env-file", value_name = "FILE")]
    pub(crate) env_files: Vec<PathBuf>,
}

/// What a function is given that runs here.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "The function")]
pub(crate) struct FunctionArgs {
    #[command(flatten)]
    pub(crate) environment: EnvironmentArgs,
    /// A file of items to begin with, as `[local.seed]` of momento.toml has them: `[cache.NAME]` and its items
    #[arg(long = "seed", value_name = "FILE")]
    pub(crate) seeds: Vec<PathBuf>,
}
