//! Tells what the bytes of a deployment are, and refuses what can never run as a function.

mod bytes;
mod entry;
mod imports;
mod minimums;
mod provider;
mod signature;

use wasmtime::Engine;
use wasmtime::component::{Component, Linker};

pub(crate) use self::bytes::check_bytes;
pub(crate) use self::minimums::check_minimums;
pub use self::provider::import_provider;
use crate::error::DeployError;
use crate::function::FunctionKind;

/// The interface of a program's `main`; wasmtime finds compatible versions.
pub(crate) const PROGRAM: &str = "wasi:cli/run@0.2.0";

/// Compiles a component whose first bytes are right.
pub(crate) fn compile(engine: &Engine, wasm: &[u8]) -> Result<Component, DeployError> {
    Component::new(engine, wasm).map_err(|error| match is_invalid(&error) {
        true => DeployError::NotAComponent {
            reason: format!("it is broken: {}", error.root_cause()),
        },
        false => DeployError::Compile(error),
    })
}

/// Wasmtime has no type of its own for what does not validate, only this context.
fn is_invalid(error: &wasmtime::Error) -> bool {
    error
        .chain()
        .any(|cause| cause.to_string().starts_with("failed to parse WebAssembly"))
}

/// Tells whether a component has a `main`.
pub(crate) fn is_program(component: &Component) -> bool {
    let interface = component.get_export_index(None, PROGRAM);
    interface.is_some_and(|at| component.get_export_index(Some(&at), "run").is_some())
}

/// Makes a linker that has all that a component imports: what `linker` lacks traps when it is called.
/// Returns the function that the component exports beside its `main`, if it does.
pub(crate) fn inspect_program<T: 'static>(
    linker: Linker<T>,
    component: &Component,
) -> Result<(Linker<T>, Option<FunctionKind>), DeployError> {
    let (linker, _) = imports::complete(linker, component).map_err(DeployError::Compile)?;
    let entry = entry::find(component).ok();
    Ok((linker, entry.map(|entry| entry.kind)))
}

/// Finds a component's entry point, and checks its type and that `linker` has all that the component
/// imports.
pub(crate) fn inspect<T: 'static>(
    linker: &Linker<T>,
    component: &Component,
) -> Result<FunctionKind, DeployError> {
    let entry = entry::find(component)?;
    let missing = imports::missing(linker, component).map_err(DeployError::Compile)?;
    if !missing.is_empty() {
        return Err(DeployError::MissingImports(missing));
    }
    signature::check(linker, component, entry)?;
    Ok(entry.kind)
}
