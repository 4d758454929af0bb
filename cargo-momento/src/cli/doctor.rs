//! `cargo momento doctor`.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;

use super::CodeCacheArgs;
use super::serve::{DEFAULT_LISTEN, listen};

/// Look at this machine and a project: what functions are built with, what the host needs, what is writable
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo momento doctor
  cargo momento doctor functions/hello --listen 127.0.0.1:9000
  cargo momento doctor --json | jq 'select(.state != \"ok\")'

Each line is ok, a warning or a problem, with the command that mends it.

Exit codes:
  0  nothing keeps functions from being built and served
  2  there is a problem")]
pub(crate) struct DoctorArgs {
    /// The folder of a function's crate
    #[arg(value_name = "PATH", default_value = ".")]
    pub(crate) path: PathBuf,
    /// The address that functions would be served at
    #[arg(long, default_value = DEFAULT_LISTEN, value_name = "ADDR:PORT", value_parser = listen)]
    pub(crate) listen: SocketAddr,
    #[command(flatten)]
    pub(crate) code_cache: CodeCacheArgs,
}
