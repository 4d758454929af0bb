//! `wasi:cli`: the environment, the exit, and terminals that are never there.

use wasmtime::component::{Linker, Resource, ResourceType};

use super::{WasiView, interface, unsupported};

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
    instance.func_wrap("get-arguments", |_, (): ()| Ok((Vec::<String>::new(),)))?;
    instance.func_wrap("initial-cwd", |_, (): ()| Ok((None::<String>,)))
}

fn add_exit<T: WasiView>(linker: &mut Linker<T>) -> wasmtime::Result<()> {
    let mut instance = linker.instance(&interface("cli/exit"))?;
    unsupported::define(
        &mut instance,
        "cli/exit",
        &["exit", "exit-with-code"],
        NO_EXIT,
    )
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
