//! `cargo momento serve`.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;

use super::{BuildOptions, CodeCacheArgs, LimitArgs};

/// Serve functions over HTTP, building them first
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo momento serve
  cargo momento serve functions/hello target/bye.wasm --listen 127.0.0.1:0
  cargo momento serve --limits service
  cargo momento serve --listen 0.0.0.0:8080 --key \"$KEY\"")]
pub(crate) struct ServeArgs {
    /// Folders of functions' crates, and components
    #[arg(value_name = "PATH|FILE.wasm", default_value = ".")]
    pub(crate) paths: Vec<PathBuf>,
    /// The address; port 0 takes any free one
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDR:PORT", value_parser = listen)]
    pub(crate) listen: SocketAddr,
    /// The cache that the functions belong to
    #[arg(long, default_value = "default")]
    pub(crate) cache: String,
    /// The function's name, for a single one [default: the crate's or the file's name]
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// What surrounds the functions [default: the momento.toml beside a single crate's Cargo.toml, if there is one]
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Record each invocation of a web function, with its host calls, in a file of this folder:
    /// `cargo momento replay` runs it again. Credentials are left out, bodies are not
    #[arg(long, value_name = "DIR")]
    pub(crate) record: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) access: AccessArgs,
    #[command(flatten)]
    pub(crate) limits: LimitArgs,
    #[command(flatten)]
    pub(crate) code_cache: CodeCacheArgs,
    #[command(flatten)]
    pub(crate) build: BuildOptions,
}

/// Who may use a service.
#[derive(Debug, Args)]
#[command(next_help_heading = "Access")]
pub(crate) struct AccessArgs {
    /// A key that may do everything; without any key the service is open
    #[arg(long = "key", value_name = "KEY", value_parser = key)]
    pub(crate) keys: Vec<String>,
    /// A key that may invoke functions only
    #[arg(long = "invoke-key", value_name = "KEY", value_parser = key)]
    pub(crate) invoke_keys: Vec<String>,
    /// Let an open service listen beyond this machine
    #[arg(long)]
    pub(crate) allow_open: bool,
    /// A name under which functions may be deployed, besides the address and `localhost`
    #[arg(long = "allow-host", value_name = "NAME")]
    pub(crate) allowed_hosts: Vec<String>,
}

fn listen(text: &str) -> Result<SocketAddr, String> {
    text.parse()
        .map_err(|_| "write an address and a port, as 127.0.0.1:8080 or [::1]:0".to_owned())
}

/// An empty key comes from a variable that is not set, and would look like protection.
fn key(text: &str) -> Result<String, String> {
    if text.is_empty() {
        return Err("the key is empty: write one, or leave the option out".to_owned());
    }
    Ok(text.to_owned())
}
