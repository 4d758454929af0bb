//! What `cargo momento build --portable` makes.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::variable;

/// A component for other engines.
#[derive(Debug, Args)]
#[command(next_help_heading = "Other engines")]
pub(crate) struct PortableArgs {
    /// Put each function between adapters, so that any engine of wasi:http runs it: `NAME.portable.wasm` beside the
    /// component. docs/portable.md says what is carried
    #[arg(long)]
    pub(crate) portable: bool,
    /// Where the component is written, for a single function
    #[arg(short, long, value_name = "FILE", requires = "portable")]
    pub(crate) out: Option<PathBuf>,
    /// A variable that is baked in, before what momento.toml says: whoever has the component can read it
    #[arg(
        long = "env",
        value_name = "NAME=VALUE",
        value_parser = variable,
        requires = "portable",
        conflicts_with = "runtime_env"
    )]
    pub(crate) variables: Vec<(String, String)>,
    /// Bake nothing in: the engine gives the environment (`wasmtime serve -S cli`), which `wasi:http/proxy` alone does
    /// not have
    #[arg(long, requires = "portable")]
    pub(crate) runtime_env: bool,
    /// Bake in what environment files say, too, and $MOMENTO_API_KEY where `--env` names it
    #[arg(long, requires = "portable", conflicts_with = "runtime_env")]
    pub(crate) bake_secrets: bool,
    /// Let each call of what no engine and no adapter has trap, where the function would be refused
    #[arg(long, requires = "portable")]
    pub(crate) trap_stubs: bool,
    /// Write a manifest beside the component, too: `NAME.spin.toml`, `NAME.wasmcloud.yaml`, `NAME.kubernetes.yaml`
    #[arg(
        long = "manifest",
        value_enum,
        value_name = "PLATFORM",
        requires = "portable"
    )]
    pub(crate) manifests: Vec<Platform>,
}

/// Whose manifest is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Platform {
    /// `spin up`
    Spin,
    /// A WorkloadDeployment of wasmCloud's operator
    Wasmcloud,
    /// A SpinApp of SpinKube's operator
    Kubernetes,
}
