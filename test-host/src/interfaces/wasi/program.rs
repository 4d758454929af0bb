//! What a guest has that is a program, as a test binary is, and a function has not.

use std::fmt::Debug;

/// One of the two streams that a guest may write to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stream {
    Stdout,
    Stderr,
}

/// A guest with a command line.
pub(crate) trait Program: Debug + Send + Sync {
    /// The arguments, the program's name first.
    fn arguments(&self) -> Vec<String>;

    /// Takes what the guest writes. `panic` is how many of the bytes last written to stderr are the
    /// beginning of a panic's message, if these bytes have made that clear.
    fn write(&self, stream: Stream, bytes: &[u8], panic: Option<usize>);
}

/// The guest ended itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the program ended with the exit code {0}")]
pub(crate) struct Exit(pub(crate) u8);
