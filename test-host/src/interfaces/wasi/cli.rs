//! `wasi:cli`: the environment, the exit, and terminals that are never there.

use wasmtime::component::{Linker, Resource, ResourceType};

use super::unsupported::Unsupported;
use super::{Exit, Program, WasiView, interface};

const NO_EXIT: &str = "a function has no process to end; return from the handler instead, with an error for a failure";

/// A terminal's handle. There is never one.
enum Terminal {}

pub(super) fn add_to_linker<T: WasiView>(linker: &mut Linker<T>) -> wasmtime::Result<()> {
    add_environment(linker)?;
    add_exit(linker)?;
    add_terminal(linker, "terminal-input", &["terminal-stdin"])?;
    add_terminal(
        linker,
        "terminal-output",
        &["terminal-stdout", "terminal-stderr"],
    )
}

fn add_environment<T: WasiView>(linker: &mut Linker<T>) -> wasmtime::Result<()> {
    let mut instance = linker.instance(&interface("cli/environment"))?;
    instance.func_wrap("get-environment", |store, (): ()| {
        Ok((store.data().environment(),))
    })?;
    instance.func_wrap("get-arguments", |store, (): ()| {
        let arguments = store.data().wasi().program().map(Program::arguments);
        Ok((arguments.unwrap_or_default(),))
    })?;
    instance.func_wrap("initial-cwd", |_, (): ()| Ok((None::<String>,)))
}

fn add_exit<T: WasiView>(linker: &mut Linker<T>) -> wasmtime::Result<()> {
    let mut instance = linker.instance(&interface("cli/exit"))?;
    instance.func_wrap(
        "exit",
        |store, (status,): (std::result::Result<(), ()>,)| -> wasmtime::Result<()> {
            let code = u8::from(status.is_err());
            Err(exit(store.data(), "exit", code))
        },
    )?;
    instance.func_wrap(
        "exit-with-code",
        |store, (code,): (u8,)| -> wasmtime::Result<()> {
            Err(exit(store.data(), "exit-with-code", code))
        },
    )
}

fn exit<T: WasiView>(data: &T, call: &str, code: u8) -> wasmtime::Error {
    match data.wasi().program() {
        Some(_) => Exit(code).into(),
        None => Unsupported::new(format!("wasi:cli/exit {call}"), NO_EXIT).into(),
    }
}

/// Defines the resource `kind` and the interfaces that answer for a stream that it is none.
fn add_terminal<T: WasiView>(
    linker: &mut Linker<T>,
    kind: &str,
    streams: &[&str],
) -> wasmtime::Result<()> {
    let mut instance = linker.instance(&interface(&format!("cli/{kind}")))?;
    instance.resource(kind, ResourceType::host::<Terminal>(), |_, _| Ok(()))?;
    for stream in streams {
        let mut instance = linker.instance(&interface(&format!("cli/{stream}")))?;
        instance.func_wrap(&format!("get-{stream}"), |_, (): ()| {
            Ok((None::<Resource<Terminal>>,))
        })?;
    }
    Ok(())
}
