//! `wasi:cli`'s standard streams.
//!
//! A function has none of them, but std writes the message of a panic to stderr before it aborts. So the
//! streams can be had, and trap when they are used, except that a panic's message is kept. A host may be
//! told to pass stdout and stderr on to the log instead.

mod input;
mod output;
mod panic_text;
mod record;

use std::sync::Arc;

use wasmtime::component::{Linker, Resource};
use wasmtime_wasi_io::streams::{DynInputStream, DynOutputStream};

use super::{Stream, WasiView, interface};
use input::NoInput;
use output::StdOutput;
pub(super) use record::StdioRecord;

pub(super) fn add_to_linker<T: WasiView>(linker: &mut Linker<T>) -> wasmtime::Result<()> {
    add_stdin(linker)?;
    add_output(linker, "stdout", Stream::Stdout)?;
    add_output(linker, "stderr", Stream::Stderr)
}

fn add_stdin<T: WasiView>(linker: &mut Linker<T>) -> wasmtime::Result<()> {
    let mut instance = linker.instance(&interface("cli/stdin"))?;
    instance.func_wrap("get-stdin", |mut store, (): ()| {
        let stream: DynInputStream = Box::new(NoInput);
        Ok((push(store.data_mut(), stream)?,))
    })
}

fn add_output<T: WasiView>(
    linker: &mut Linker<T>,
    name: &str,
    stream: Stream,
) -> wasmtime::Result<()> {
    let mut instance = linker.instance(&interface(&format!("cli/{name}")))?;
    instance.func_wrap(&format!("get-{name}"), move |mut store, (): ()| {
        let record = Arc::clone(store.data().wasi().stdio());
        let output: DynOutputStream = Box::new(StdOutput::new(stream, record));
        Ok((push(store.data_mut(), output)?,))
    })
}

fn push<T: WasiView, R: Send + 'static>(
    data: &mut T,
    resource: R,
) -> wasmtime::Result<Resource<R>> {
    Ok(data.table().push(resource)?)
}
