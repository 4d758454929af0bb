//! Standard output and standard error, as streams.

use std::sync::Arc;

use wasmtime_wasi_io::async_trait;
use wasmtime_wasi_io::bytes::Bytes;
use wasmtime_wasi_io::poll::Pollable;
use wasmtime_wasi_io::streams::{OutputStream, StreamError, StreamResult};

use super::super::Stream;
use super::record::StdioRecord;

/// How much a guest may write at once.
const PERMIT: usize = 64 * 1024;

/// The stream that `get-stdout` and `get-stderr` give.
pub(super) struct StdOutput {
    stream: Stream,
    record: Arc<StdioRecord>,
}

impl StdOutput {
    pub(super) fn new(stream: Stream, record: Arc<StdioRecord>) -> Self {
        Self { stream, record }
    }
}

#[async_trait]
impl Pollable for StdOutput {
    async fn ready(&mut self) {}
}

impl OutputStream for StdOutput {
    fn write(&mut self, bytes: Bytes) -> StreamResult<()> {
        self.record
            .write(self.stream, &bytes)
            .map_err(|unsupported| StreamError::Trap(unsupported.into()))
    }

    fn flush(&mut self) -> StreamResult<()> {
        Ok(())
    }

    fn check_write(&mut self) -> StreamResult<usize> {
        Ok(PERMIT)
    }
}
