use crate::bindings::wasi::http::types::OutgoingBody;
use crate::bindings::wasi::io::streams::{InputStream, OutputStream, StreamError};
use crate::waits::Waits;

/// Where a body goes to. Who drops it without its end breaks the body off.
pub(crate) struct Sink {
    stream: OutputStream,
    body: OutgoingBody,
}

/// Nobody takes the body any more.
pub(crate) struct Gone;

impl Sink {
    pub(crate) fn new(body: OutgoingBody) -> Result<Self, Gone> {
        let stream = body.write().map_err(|()| Gone)?;
        Ok(Self { stream, body })
    }

    /// Tells how much may be written now: something, or it waits.
    pub(crate) fn room(&self, waits: &mut Waits) -> Option<Result<usize, Gone>> {
        match self.stream.check_write() {
            Ok(0) => {
                waits.add(self.stream.subscribe());
                None
            }
            Ok(room) => Some(Ok(usize::try_from(room).unwrap_or(usize::MAX))),
            Err(_) => Some(Err(Gone)),
        }
    }

    /// Writes what [`room`](Self::room) has room for.
    pub(crate) fn write(&self, bytes: &[u8]) -> Result<(), Gone> {
        self.stream.write(bytes).map_err(|_| Gone)
    }

    /// Has what was written go on its way.
    pub(crate) fn flush(&self) -> Result<(), Gone> {
        self.stream.flush().map_err(|_| Gone)
    }

    pub(crate) fn is_gone(&self) -> bool {
        self.stream.check_write().is_err()
    }

    /// Ends the body as a whole one.
    pub(crate) fn finish(self) {
        let Self { stream, body } = self;
        let flushed = stream.flush();
        drop(stream);
        if flushed.is_ok() {
            // Who goes away now misses nothing that could be sent again.
            let _ = OutgoingBody::finish(body, None);
        }
    }

    /// Writes all of a body and ends it, if there is room for that; else it is as it was.
    pub(crate) fn write_whole(self, bytes: &[u8]) -> Result<(), Self> {
        let room = self.stream.check_write().unwrap_or_default();
        if bytes.len() as u64 > room || self.stream.write(bytes).is_err() {
            return Err(self);
        }
        let Self { stream, body } = self;
        drop(stream);
        // Nobody waits for more than what was written.
        let _ = OutgoingBody::finish(body, None);
        Ok(())
    }

    /// Moves what has come of a stream, without showing it to this component.
    pub(crate) fn splice(&self, from: &InputStream, max: u64) -> Result<u64, StreamError> {
        self.stream.splice(from, max)
    }
}
