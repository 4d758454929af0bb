use super::HostBuffer;
use super::host_buffer::Pieces;
use crate::log::LogSink;
use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use http_body_util::BodyExt as _;
use http_body_util::combinators::UnsyncBoxBody;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

pub(super) type BoxError = Box<dyn std::error::Error + Send + Sync>;
pub(super) type Stream = UnsyncBoxBody<Bytes, BoxError>;

/// The body of a request: bytes, or a stream that is read as the function reads.
#[derive(Default)]
pub struct RequestBody(Content);

enum Content {
    Bytes(Bytes),
    Stream(Stream),
}

impl Default for Content {
    fn default() -> Self {
        Self::Bytes(Bytes::new())
    }
}

impl RequestBody {
    /// Takes a body that arrives bit by bit. It is polled only when the function wants more.
    pub fn stream<B>(body: B) -> Self
    where
        B: http_body::Body<Data = Bytes, Error: Into<BoxError>> + Send + 'static,
    {
        Self(Content::Stream(body.map_err(Into::into).boxed_unsync()))
    }

    /// Makes a body that comes in these pieces, and breaks off then, if it is said why.
    pub(crate) fn in_pieces(mut pieces: Vec<Bytes>, broken: Option<String>) -> Self {
        match (pieces.len(), broken) {
            (0 | 1, None) => pieces.pop().unwrap_or_default().into(),
            (_, broken) => Self::stream(Pieces::new(pieces, broken)),
        }
    }

    /// Gives the body to an invocation, in whose record its bytes are counted.
    pub(super) fn into_buffer(self, record: &LogSink) -> HostBuffer {
        match self.0 {
            Content::Bytes(bytes) => {
                record.meter().received(bytes.len());
                HostBuffer::from(bytes)
            }
            Content::Stream(stream) => HostBuffer::stream(Counted {
                stream,
                record: record.clone(),
            }),
        }
    }
}

/// A body whose bytes are counted as they are read.
struct Counted {
    stream: Stream,
    record: LogSink,
}

impl Body for Counted {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let frame = ready!(Pin::new(&mut self.stream).poll_frame(cx));
        if let Some(Ok(frame)) = &frame {
            let bytes = frame.data_ref().map_or(0, Bytes::len);
            self.record.meter().received(bytes);
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.stream.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.stream.size_hint()
    }
}

impl From<Bytes> for RequestBody {
    fn from(bytes: Bytes) -> Self {
        Self(Content::Bytes(bytes))
    }
}

impl From<Vec<u8>> for RequestBody {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<String> for RequestBody {
    fn from(text: String) -> Self {
        Bytes::from(text).into()
    }
}

impl From<&str> for RequestBody {
    fn from(text: &str) -> Self {
        Bytes::copy_from_slice(text.as_bytes()).into()
    }
}

impl From<&[u8]> for RequestBody {
    fn from(bytes: &[u8]) -> Self {
        Bytes::copy_from_slice(bytes).into()
    }
}

impl fmt::Debug for RequestBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Content::Bytes(bytes) => write!(f, "RequestBody({} bytes)", bytes.len()),
            Content::Stream(_) => f.write_str("RequestBody(stream)"),
        }
    }
}
