use crate::bindings::{bytes, v1_web_function_support, web_function_stream, web_function_support};
use crate::interfaces::wasi;
use crate::invocation::State;
use wasmtime::Engine;
use wasmtime::component::{HasSelf, Linker};

/// Makes the linker that every function of an engine is linked with: one line an interface.
pub(crate) fn linker(engine: &Engine) -> wasmtime::Result<Linker<State>> {
    let mut linker = Linker::new(engine);
    let l = &mut linker;
    wasi::add_to_linker(l)?;
    bytes::add_to_linker::<_, HasSelf<State>>(l, |state| state)?;
    web_function_support::add_to_linker::<_, HasSelf<State>>(l, |state| state)?;
    web_function_stream::add_to_linker::<_, HasSelf<State>>(l, |state| state)?;
    v1_web_function_support::add_to_linker::<_, HasSelf<State>>(l, |state| state)?;
    Ok(linker)
}
