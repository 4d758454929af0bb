//! The part of WASI 0.2 that a function may use.
//!
//! Time, sleep, the environment and random numbers work. The rest links, since every program built with
//! std imports it, and traps when it is used. What is not defined here at all (sockets, `wasi:http`) keeps
//! a function that imports it from being deployed.

mod cli;
mod clocks;
mod filesystem;
mod program;
mod random;
mod stdio;
mod unsupported;

use std::sync::{Arc, OnceLock};

use wasmtime::component::Linker;
use wasmtime_wasi_io::IoView;

pub(crate) use self::program::{Exit, Program, Stream};
use self::stdio::StdioRecord;
pub(crate) use self::unsupported::Unsupported;
use crate::log::LogSink;
use crate::observe::interfaces::Interface;
use crate::observe::{Begun, Call, Observer, Told, Value};
use crate::seed::Random;
use momento_functions_models::Clock;

/// Wasmtime matches any 0.2 import with any 0.2 definition; this is the version of `wasmtime-wasi-io`'s WIT.
const VERSION: &str = "0.2.12";

/// What WASI's host functions need of an invocation.
pub(crate) trait WasiView: IoView + Send + 'static {
    fn wasi(&self) -> &WasiState;

    fn clock(&self) -> &Arc<dyn Clock>;

    fn random(&mut self) -> &mut Random;

    /// Who writes down what the guest asks of the host, if somebody does.
    fn observer(&self) -> Option<&Arc<Observer>>;

    /// The whole environment, in the order that the guest shall see. Made only for a guest that asks.
    fn environment(&self) -> Vec<(String, String)>;
}

/// What WASI shows to one invocation, and what it keeps of it.
#[derive(Debug)]
pub(crate) struct WasiState {
    log: Option<LogSink>,
    /// None for a function, which is no program.
    program: Option<Arc<dyn Program>>,
    /// Made for a guest that asks for a stream.
    stdio: OnceLock<Arc<StdioRecord>>,
}

impl WasiState {
    /// What the guest writes to stdout and stderr goes to `log`; without one, a write traps.
    pub(crate) fn new(log: Option<LogSink>) -> Self {
        Self {
            log,
            program: None,
            stdio: OnceLock::new(),
        }
    }

    /// The guest has arguments, output and an exit.
    pub(crate) fn of(program: Arc<dyn Program>) -> Self {
        Self {
            log: None,
            program: Some(program),
            stdio: OnceLock::new(),
        }
    }

    fn program(&self) -> Option<&dyn Program> {
        self.program.as_deref()
    }

    fn stdio(&self) -> &Arc<StdioRecord> {
        let make = || Arc::new(StdioRecord::new(self.log.clone(), self.program.clone()));
        self.stdio.get_or_init(make)
    }

    /// The message of the guest's panic, as std wrote it, with its file and line.
    pub(crate) fn panic_message(&self) -> Option<String> {
        self.stdio.get()?.panic_message()
    }
}

impl Drop for WasiState {
    fn drop(&mut self) {
        if let Some(stdio) = self.stdio.get() {
            stdio.finish();
        }
    }
}

/// Asks the host for something that differs from run to run: written down where somebody observes, and
/// answered by a replay.
fn observed<T: WasiView, A: Value>(
    state: &mut T,
    interface: &'static Interface,
    function: &'static str,
    arguments: Vec<(&'static str, Told)>,
    ask: impl FnOnce(&mut T) -> wasmtime::Result<A>,
) -> wasmtime::Result<A> {
    let Some(call) = Call::of(state, interface, function, |_| arguments) else {
        return ask(state);
    };
    match call.begin_at_once(state) {
        Begun::Made(call) => {
            let answer = ask(state);
            call.end(state, answer)
        }
        Begun::Answered(call, answers) => call.give(state, answers),
        Begun::Ended(error) => Err(error),
    }
}

/// Defines WASI in `linker`.
pub(crate) fn add_to_linker<T: WasiView>(linker: &mut Linker<T>) -> wasmtime::Result<()> {
    wasmtime_wasi_io::add_to_linker_async(linker)?;
    cli::add_to_linker(linker)?;
    stdio::add_to_linker(linker)?;
    clocks::add_to_linker(linker)?;
    random::add_to_linker(linker)?;
    filesystem::add_to_linker(linker)
}

/// The name of an interface as components import it.
fn interface(path: &str) -> String {
    format!("wasi:{path}@{VERSION}")
}
