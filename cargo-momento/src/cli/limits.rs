//! What an invocation may take.

use std::time::Duration;

use clap::{Args, ValueEnum};

use momento_functions_test_host::parse_duration;

use crate::units::Size;

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
    #[arg(long, value_name = "DURATION", value_parser = parse_duration)]
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

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
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
