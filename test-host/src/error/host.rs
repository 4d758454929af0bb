use super::StateError;
use std::io;
use std::path::PathBuf;

/// A host could not be built.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum HostError {
    /// The engine could not be made: its pool does not fit into the address space, for example.
    #[error("the host's engine could not be made: {0:#}")]
    Engine(#[from] wasmtime::Error),
    /// The folder for compiled code cannot be used.
    #[error("compiled code cannot be kept in {}: {source}", folder.display())]
    CodeCache {
        /// The folder.
        folder: PathBuf,
        /// What is wrong with it.
        source: io::Error,
    },
    /// The folder of state cannot be used.
    #[error(transparent)]
    State(#[from] StateError),
    /// The operating system gives no random numbers, which keys are made of.
    #[error("no random numbers for a key: {0}")]
    Random(#[from] getrandom::Error),
    /// A setting of the configuration cannot be used.
    #[error("`{setting}` in momento.toml: {reason}")]
    Configuration {
        /// Which setting, as `local.valkey.NAME.url`.
        setting: String,
        /// What is wrong with it, and what would be right.
        reason: String,
    },
}
