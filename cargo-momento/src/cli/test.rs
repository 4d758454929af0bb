//! `cargo momento test`, and the runner that cargo calls.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use super::{CodeCacheArgs, variable};
use momento_functions_test_host::parse_duration;

/// Run the tests of a function's crate inside WebAssembly
#[derive(Debug, Args)]
#[command(after_help = "\
Each test runs in an instance and a host of its own, with every interface that a deployed function has. Plain cargo
and nextest do the same where a .cargo/config.toml says so, which `cargo momento new` writes:

  [target.wasm32-wasip2]
  runner = \"cargo-momento run-test\"

Examples:
  cargo momento test
  cargo momento test -- --nocapture greets
  cargo momento test functions/hello --release --test end_to_end
  cargo test --target wasm32-wasip2
  cargo nextest run --target wasm32-wasip2

Exit codes are cargo's: 0, or 101 where a test failed.")]
pub(crate) struct TestArgs {
    /// The folder of the crate, or of a workspace
    #[arg(value_name = "PATH", default_value = ".")]
    pub(crate) path: PathBuf,
    /// How long a test may take, such as `5s` [default: $MOMENTO_FUNCTIONS_TEST_TIMEOUT, or 60s]
    #[arg(long, value_name = "DURATION", value_parser = parse_duration)]
    pub(crate) timeout: Option<Duration>,
    /// Take the machine's clock: else each test has one of its own, which it can move, and on which waiting takes
    /// no time
    #[arg(long)]
    pub(crate) real_clock: bool,
    /// Test the library only
    #[arg(long)]
    pub(crate) lib: bool,
    /// Test this file of the folder `tests` only
    #[arg(long, value_name = "NAME")]
    pub(crate) test: Vec<String>,
    /// Test all but documentation
    #[arg(long)]
    pub(crate) tests: bool,
    /// Test this package of a workspace
    #[arg(short, long, value_name = "NAME")]
    pub(crate) package: Vec<String>,
    /// Test all packages of a workspace
    #[arg(long)]
    pub(crate) workspace: bool,
    /// Build for release
    #[arg(short, long)]
    pub(crate) release: bool,
    /// Build, and run nothing
    #[arg(long)]
    pub(crate) no_run: bool,
    /// Go on after a test binary that failed
    #[arg(long)]
    pub(crate) no_fail_fast: bool,
    /// Features of the crate
    #[arg(short = 'F', long, value_name = "FEATURES")]
    pub(crate) features: Vec<String>,
    /// All features of the crate
    #[arg(long)]
    pub(crate) all_features: bool,
    /// None of the crate's default features
    #[arg(long)]
    pub(crate) no_default_features: bool,
    /// Filters, and options of libtest: `--nocapture`, `--ignored`, …
    #[arg(last = true, value_name = "ARGUMENTS OF LIBTEST")]
    pub(crate) libtest: Vec<OsString>,
}

/// Run a test binary inside WebAssembly, as a runner of cargo
#[derive(Debug, Args)]
#[command(
    override_usage = "cargo momento run-test [OPTIONS] FILE.wasm [ARGUMENTS OF LIBTEST]...",
    after_help = "\
Each test runs in an instance and a host of its own. cargo calls this for each test binary, if a .cargo/config.toml
says so, which `cargo momento new` writes:

  [target.wasm32-wasip2]
  runner = \"cargo-momento run-test\"

Examples:
  cargo test --target wasm32-wasip2
  cargo test --target wasm32-wasip2 -- --nocapture greets
  cargo nextest run --target wasm32-wasip2
  cargo momento run-test target/wasm32-wasip2/debug/deps/hello-0123456789abcdef.wasm --list

Exit codes are libtest's: 0, or 101 where a test failed. A program that is no test binary is run as it is, and its
own exit code is passed on."
)]
pub(crate) struct RunTestArgs {
    /// How long a test may take, such as `5s` [default: $MOMENTO_FUNCTIONS_TEST_TIMEOUT, or 60s]
    #[arg(long, value_name = "DURATION", value_parser = parse_duration)]
    pub(crate) timeout: Option<Duration>,
    /// Take the machine's clock: else each test has one of its own, which it can move, and on which waiting takes
    /// no time
    #[arg(long)]
    pub(crate) real_clock: bool,
    /// A variable of the tests' environment
    #[arg(long = "env", value_name = "NAME=VALUE", value_parser = variable)]
    pub(crate) variables: Vec<(String, String)>,
    #[command(flatten)]
    pub(crate) code_cache: CodeCacheArgs,
    /// The test binary, and the arguments of libtest
    #[arg(
        required = true,
        trailing_var_arg = true,
        allow_hyphen_values = true,
        value_name = "FILE.wasm"
    )]
    pub(crate) command: Vec<OsString>,
}
