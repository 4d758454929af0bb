//! The command line.

use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::units::{Size, duration};

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

/// Make a new function's crate
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo momento new hello
  cargo momento new hello --path functions/hello")]
pub(crate) struct NewArgs {
    /// The function's name: letters, digits, `-` and `_`
    pub(crate) name: String,
    /// The folder to make [default: the name, in the current folder]
    #[arg(long, value_name = "FOLDER")]
    pub(crate) path: Option<PathBuf>,
}

/// Build functions as components
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo momento build
  cargo momento build functions/hello functions/bye
  cargo momento build --lean
  cargo momento build --json | jq -r .path")]
pub(crate) struct BuildArgs {
    /// The folders of the functions' crates
    #[arg(value_name = "PATH", default_value = ".")]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) options: BuildOptions,
}

/// How crates are built.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Building")]
pub(crate) struct BuildOptions {
    /// The cargo profile. Where the workspace does not set up `release`, functions are built small
    #[arg(long, default_value = "release")]
    pub(crate) profile: String,
    /// Build a lean function: smaller by about 40,000 bytes, quicker to start, without std's clock, environment
    /// and output. Panics bring their message in `serve` and `invoke` only [default: `lean` in the momento.toml
    /// beside the crate's Cargo.toml, or false]
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "true", value_name = "BOOL")]
    pub(crate) lean: Option<bool>,
    /// Whether a lean function brings the message of a panic to the host: in development.
    #[arg(skip)]
    pub(crate) reports_panics: bool,
    /// The stack inside the function's memory, such as `256KiB` [default: 64KiB, which takes JSON of 127 levels;
    /// 1MiB with `--profile dev`]
    #[arg(long, value_name = "SIZE")]
    pub(crate) stack_size: Option<Size>,
}

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

/// Invoke a function once, here, without a server
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo momento invoke --data '{\"name\": \"Ada\"}'
  cargo momento invoke hello.wasm --data @body.json --header 'content-type: application/json'
  cat body.json | cargo momento invoke --data -
  cargo momento invoke --method GET --path search/me --query q=otter --include
  cargo momento invoke functions/report --data 2026-01

A spawn function is run once, with the data as its payload, and its note is printed.")]
pub(crate) struct InvokeArgs {
    /// The folder of the function's crate, or a component
    #[arg(value_name = "PATH|FILE.wasm", default_value = ".")]
    pub(crate) path: PathBuf,
    /// The request's body, or a spawn function's payload; `@FILE` for a file's content, `-` for stdin's
    #[arg(short, long, value_name = "TEXT|@FILE|-")]
    pub(crate) data: Option<String>,
    /// The method [default: POST with data, else GET]
    #[arg(short = 'X', long)]
    pub(crate) method: Option<String>,
    /// What follows the function's name in the URL
    #[arg(long = "path", value_name = "SUB/PATH")]
    pub(crate) sub_path: Option<String>,
    /// A header
    #[arg(short = 'H', long = "header", value_name = "NAME: VALUE")]
    pub(crate) headers: Vec<String>,
    /// A query parameter, percent-encoded
    #[arg(long = "query", value_name = "NAME=VALUE")]
    pub(crate) query: Vec<String>,
    /// Print the status and the headers too
    #[arg(short, long)]
    pub(crate) include: bool,
    /// What surrounds the function [default: the momento.toml beside the crate's Cargo.toml, if there is one]
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) limits: LimitArgs,
    #[command(flatten)]
    pub(crate) code_cache: CodeCacheArgs,
    #[command(flatten)]
    pub(crate) build: BuildOptions,
}

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
    #[arg(long, value_name = "DURATION", value_parser = duration)]
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
    #[arg(long, value_name = "DURATION", value_parser = duration)]
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

fn variable(text: &str) -> Result<(String, String), String> {
    let (name, value) = text
        .split_once('=')
        .ok_or_else(|| "write a variable as NAME=VALUE".to_owned())?;
    Ok((name.to_owned(), value.to_owned()))
}

/// Run a recorded invocation again: its host calls get what they got, so it needs no network and changes nothing
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo momento serve --record records
  cargo momento replay records/hello-0197.json functions/hello

The exit code is 0 if the host calls and the answer are the same, and 1 if they are not: then a diff is printed.")]
pub(crate) struct ReplayArgs {
    /// The record
    #[arg(value_name = "FILE.json")]
    pub(crate) file: PathBuf,
    /// The folder of the function's crate, or a component
    #[arg(value_name = "PATH|FILE.wasm", default_value = ".")]
    pub(crate) path: PathBuf,
    /// A variable that the function was deployed with: a record has their names only
    #[arg(long = "env", value_name = "NAME=VALUE", value_parser = variable)]
    pub(crate) variables: Vec<(String, String)>,
    #[command(flatten)]
    pub(crate) limits: LimitArgs,
    #[command(flatten)]
    pub(crate) code_cache: CodeCacheArgs,
    #[command(flatten)]
    pub(crate) build: BuildOptions,
}

/// Where compiled code is kept, for the next start to be quick.
#[derive(Debug, Args)]
#[command(next_help_heading = "Compiled code")]
pub(crate) struct CodeCacheArgs {
    /// The folder for compiled code [default: $MOMENTO_FUNCTIONS_CODE_CACHE, else one among the user's caches]
    #[arg(long, value_name = "DIR")]
    pub(crate) code_cache: Option<PathBuf>,
    /// Compile anew, and keep nothing
    #[arg(long, conflicts_with = "code_cache")]
    pub(crate) no_code_cache: bool,
}

/// What an invocation may take.
#[derive(Debug, Args)]
#[command(next_help_heading = "Limits")]
pub(crate) struct LimitArgs {
    /// The limits to begin with; the options below change them one by one
    #[arg(long, value_enum, default_value_t = LimitSet::Default)]
    pub(crate) limits: LimitSet,
    /// The memory of a function, such as `16MiB`
    #[arg(long, value_name = "SIZE")]
    pub(crate) memory: Option<Size>,
    /// The time of an invocation, such as `500ms`
    #[arg(long, value_name = "DURATION", value_parser = duration)]
    pub(crate) time: Option<Duration>,
    /// The instructions of an invocation, in wasmtime's fuel
    #[arg(long, value_name = "UNITS")]
    pub(crate) fuel: Option<u64>,
    /// The stack of WebAssembly frames, such as `1MiB`; the stack inside the memory is linked: `--stack-size`
    #[arg(long, value_name = "SIZE")]
    pub(crate) stack: Option<Size>,
    /// How many invocations of one function may live at once
    #[arg(long, value_name = "COUNT")]
    pub(crate) concurrency: Option<usize>,
    /// The largest request body that is collected for a function, such as `64MiB`
    #[arg(long, value_name = "SIZE")]
    pub(crate) request_body: Option<Size>,
    /// What an invocation may hold in the host's memory by its handles, such as `256MiB`
    #[arg(long, value_name = "SIZE")]
    pub(crate) host_memory: Option<Size>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum LimitSet {
    /// For functions that answer at once: 16 MiB of memory, 2 s
    Quick,
    /// For ordinary functions and their tests: 64 MiB of memory, 30 s
    Default,
    /// For few functions that work long and on much: 1 GiB of memory, 15 min
    Batch,
    /// The memory of Momento's service, 4 MiB, and 30 s
    Service,
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
