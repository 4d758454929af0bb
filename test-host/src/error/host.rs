/// A host could not be built.
#[derive(Debug, thiserror::Error)]
#[error("the host's engine could not be made: {0:#}")]
pub struct HostError(#[from] wasmtime::Error);
