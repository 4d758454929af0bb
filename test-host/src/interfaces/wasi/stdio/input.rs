//! Standard input, which is never there.

use wasmtime_wasi_io::async_trait;
use wasmtime_wasi_io::bytes::Bytes;
use wasmtime_wasi_io::poll::Pollable;
use wasmtime_wasi_io::streams::{InputStream, StreamError, StreamResult};

use super::super::unsupported::Unsupported;

const ADVICE: &str =
    "a function has no standard input; what the caller sent is the handler's argument";

/// The stream that `get-stdin` gives: to read it is a trap.
pub(super) struct NoInput;

#[async_trait]
impl Pollable for NoInput {
    async fn ready(&mut self) {}
}

impl InputStream for NoInput {
    fn read(&mut self, _size: usize) -> StreamResult<Bytes> {
        Err(StreamError::Trap(
            Unsupported::new("wasi:cli/stdin", ADVICE).into(),
        ))
    }
}
