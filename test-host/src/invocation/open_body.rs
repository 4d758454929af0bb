use crate::log::LogSink;

/// LIM.13: the place of a body that is still on its way to an invocation, and takes a socket or a file.
#[derive(Debug)]
pub(crate) struct OpenBody(LogSink);

/// As many bodies are on their way to an invocation as may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "an invocation has at most {0} responses and objects whose bodies it has not read: read them to their ends, or drop them"
)]
pub(crate) struct TooManyOpenBodies(u64);

impl OpenBody {
    pub(super) fn take(record: &LogSink, limit: u64) -> Result<Self, TooManyOpenBodies> {
        match record.meter().open(limit) {
            true => Ok(Self(record.clone())),
            false => Err(TooManyOpenBodies(limit)),
        }
    }
}

impl Drop for OpenBody {
    fn drop(&mut self) {
        self.0.meter().close();
    }
}
