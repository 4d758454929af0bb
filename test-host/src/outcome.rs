mod assertions;

use crate::cost::Cost;
use crate::error::{InvocationError, InvocationErrorKind};
use crate::invocation::ResponseBody;
use crate::log::LogLine;
use crate::observe::{Calls, InvocationRecord, Observed};
use crate::time::Stopwatch;
use bytes::{Bytes, BytesMut};
use http::HeaderMap;
use http_body::Body;
use http_body_util::BodyExt as _;
use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

/// How much of an answer is collected: a function can stream faster than any memory lasts.
const MAX_BODY: usize = 256 << 20;

/// An answer, complete.
#[derive(Clone)]
#[non_exhaustive]
pub struct Response {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body: of an invocation that failed after its head, what came until then.
    pub body: Bytes,
}

/// What came of an invocation.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Outcome {
    /// The invocation's id, a UUIDv7.
    pub invocation_id: String,
    /// What the caller got.
    pub response: Response,
    /// Why the invocation failed, if it did.
    pub error: Option<InvocationError>,
    /// What the invocation logged.
    pub logs: Vec<LogLine>,
    /// From the request to the end of the answer, on the host's clock.
    pub duration: Duration,
    /// What the invocation took beside its time.
    pub cost: Cost,
    /// The host calls that the invocation made, if its host writes them down:
    /// [`HostBuilder::observe_calls`](crate::HostBuilder::observe_calls).
    pub calls: Calls,
    observed: Option<Observed>,
}

impl Response {
    /// Returns the first value of a header, if it is there and is text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Returns the body as text; bytes that are not UTF-8 are replaced.
    #[must_use]
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.body)
    }
}

impl Outcome {
    /// Gives the invocation as a file can have it, to be run again, if its host writes host calls down:
    /// [`HostBuilder::observe_calls`](crate::HostBuilder::observe_calls).
    #[must_use]
    pub fn record(&self) -> Option<InvocationRecord> {
        self.observed.as_ref()?.record()
    }

    pub(crate) async fn collect(
        watch: Stopwatch<'_>,
        answer: http::Response<ResponseBody>,
    ) -> Self {
        Self::collect_up_to(MAX_BODY, watch, answer).await
    }

    /// Ends an invocation whose answer's body has more than `limit` bytes.
    pub(crate) async fn at_most(
        watch: Stopwatch<'_>,
        started: impl Future<Output = http::Response<ResponseBody>>,
        limit: usize,
    ) -> Self {
        let answer = started.await;
        Self::collect_up_to(limit, watch, answer).await
    }

    async fn collect_up_to(
        limit: usize,
        watch: Stopwatch<'_>,
        answer: http::Response<ResponseBody>,
    ) -> Self {
        let (mut head, mut body) = answer.into_parts();
        let logs = body.logs();
        let (bytes, broken) = drain(&mut body, limit).await;
        drop(body);
        Self {
            invocation_id: logs
                .invocation()
                .map(|id| id.to_string())
                .unwrap_or_default(),
            error: head.extensions.remove::<InvocationError>().or(broken),
            response: Response {
                status: head.status.as_u16(),
                headers: head.headers,
                body: bytes,
            },
            logs: logs.take(),
            duration: watch.shows(),
            cost: logs.meter().cost(),
            calls: logs.calls(),
            observed: logs.observed(),
        }
    }
}

/// Collects a body up to its end, its failure or the limit.
async fn drain<B>(body: &mut B, limit: usize) -> (Bytes, Option<InvocationError>)
where
    B: Body<Data = Bytes, Error = InvocationError> + Unpin,
{
    let mut all = Pieces::default();
    loop {
        match body.frame().await {
            Some(Ok(frame)) => all.add(frame.into_data().unwrap_or_default()),
            Some(Err(error)) => return (all.whole(), Some(error)),
            None => return (all.whole(), None),
        }
        if all.len() > limit {
            return (all.whole(), Some(too_long(limit)));
        }
    }
}

/// A body that comes in pieces. One that comes as a whole is not copied.
#[derive(Default)]
struct Pieces {
    first: Bytes,
    all: BytesMut,
}

impl Pieces {
    fn add(&mut self, piece: Bytes) {
        if self.len() == 0 {
            self.first = piece;
            return;
        }
        self.all.extend_from_slice(&std::mem::take(&mut self.first));
        self.all.extend_from_slice(&piece);
    }

    fn len(&self) -> usize {
        self.first.len() + self.all.len()
    }

    fn whole(self) -> Bytes {
        match self.all.is_empty() {
            true => self.first,
            false => self.all.freeze(),
        }
    }
}

fn too_long(limit: usize) -> InvocationError {
    let detail = format!("the answer has more than {limit} bytes: read its body as a stream");
    InvocationError::new(InvocationErrorKind::Cancelled, detail)
}

impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status)
            .field("headers", &self.headers)
            .field("body_bytes", &self.body.len())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http_body_util::Full;

    async fn drained(bytes: &'static [u8], limit: usize) -> Option<InvocationErrorKind> {
        let mut body = Full::new(Bytes::from_static(bytes)).map_err(|never| match never {});
        let (all, error) = drain(&mut body, limit).await;
        assert_eq!(all, bytes);
        error.map(|error| error.kind())
    }

    #[test]
    fn pieces_are_joined_and_a_whole_is_not_copied() {
        let whole = Bytes::from(vec![7; 100]);
        for (pieces, expected) in [
            (vec![], ""),
            (vec!["", "hello", ""], "hello"),
            (vec!["he", "", "ll", "o"], "hello"),
        ] {
            let mut all = Pieces::default();
            pieces
                .into_iter()
                .for_each(|piece| all.add(Bytes::from(piece)));
            assert_eq!(
                (all.len(), all.whole()),
                (expected.len(), Bytes::from(expected))
            );
        }
        let mut all = Pieces::default();
        all.add(whole.clone());
        assert_eq!(all.whole().as_ptr(), whole.as_ptr());
    }

    #[tokio::test]
    async fn an_answer_is_collected_up_to_a_limit() {
        assert_eq!(drained(b"hello", 5).await, None);
        let cut = Some(InvocationErrorKind::Cancelled);
        assert_eq!(drained(b"hello", 4).await, cut);
    }
}
