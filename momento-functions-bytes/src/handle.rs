use std::cell::Cell;
use std::mem;

use momento_functions_wit::bytes::{self, Buffer, StreamError};

use crate::host::Source;

thread_local! {
    /// Whether the function was ever given a handle.
    ///
    /// Where no code takes a handle, the linker's optimiser sees that this stays `false` and drops the
    /// host calls behind it: a function of the older contract, whose bodies are bytes, then does not
    /// import `momento:bytes`, and works on a host that does not offer it.
    static TAKEN: Cell<bool> = const { Cell::new(false) };
}

/// A handle to a body that the host keeps.
pub(crate) struct Handle(Option<Buffer>);

impl Handle {
    pub(crate) fn take(buffer: Buffer) -> Self {
        TAKEN.set(true);
        Self(Some(buffer))
    }

    /// The handle of a body that `take` was called for, by whoever handed it on since then.
    pub(crate) fn retake(buffer: Buffer) -> Self {
        Self(Some(buffer))
    }

    pub(crate) fn into_buffer(mut self) -> Option<Buffer> {
        self.0.take()
    }

    fn buffer(&self) -> Option<&Buffer> {
        if TAKEN.get() { self.0.as_ref() } else { None }
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        if !TAKEN.get() {
            mem::forget(self.0.take());
        }
    }
}

impl Source for Handle {
    fn remaining(&self) -> u32 {
        self.buffer().map_or(0, bytes::buffer_remaining)
    }

    fn advance(&self, size: u32) {
        if let Some(buffer) = self.buffer() {
            bytes::buffer_advance(buffer, size);
        }
    }

    fn try_read(&self, max_size: u32) -> Result<Option<Vec<u8>>, StreamError> {
        self.buffer()
            .map_or(Ok(None), |buffer| bytes::buffer_try_read(buffer, max_size))
    }
}
