use super::host_memory::{Held, HostMemory, TooMuchHeld};
use super::open_body::OpenBody;
use super::request_body::{BoxError, Stream};
use crate::observe::{ObservedBody, Room};
use bytes::{Buf as _, Bytes, BytesMut};
use http_body::{Body as _, Frame};
use http_body_util::BodyExt as _;
use std::collections::VecDeque;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker, ready};
use wasmtime::bail;

/// A body on the host: what a guest holds by its handle.
#[derive(Default)]
#[expect(unreachable_pub, reason = "the bindings re-export it")]
pub struct HostBuffer {
    /// What has come and was not read yet.
    piece: Bytes,
    /// Where more comes from; polled only when `piece` is empty, so a slow reader slows the sender.
    source: Option<Stream>,
    failure: Option<SourceError>,
    /// What `piece` takes of an invocation's budget.
    held: Option<Held>,
    /// The place of `source` among those that an invocation may have.
    open: Option<OpenBody>,
    /// Who writes down what is read: rarely anybody, so it takes little room.
    observers: Option<Box<Observers>>,
}

/// Who writes down what is read of a body.
#[derive(Default)]
struct Observers(Vec<ObservedBody>);

/// A source broke off before its end.
#[derive(Debug, Clone, thiserror::Error)]
#[error("the body broke off: {0}")]
pub(crate) struct SourceError(Arc<str>);

/// A body has more bytes than the host collects.
pub(crate) struct TooLong;

impl HostBuffer {
    /// Takes a body that arrives bit by bit. It is polled only when somebody wants more.
    pub(crate) fn stream<B>(body: B) -> Self
    where
        B: http_body::Body<Data = Bytes, Error: Into<BoxError>> + Send + 'static,
    {
        Self::from(body.map_err(Into::into).boxed_unsync())
    }

    /// Counts what has come as held by an invocation.
    pub(crate) fn held_by(mut self, budget: &HostMemory) -> Result<Self, TooMuchHeld> {
        if !self.piece.is_empty() {
            self.held = Some(budget.hold(self.piece.len())?);
        }
        Ok(self)
    }

    /// Takes up a place for as long as more is to come.
    pub(crate) fn opened(mut self, place: OpenBody) -> Self {
        self.open = (!self.is_empty_source()).then_some(place);
        self
    }

    /// Makes a body that comes in these pieces, and breaks off then, if it is said why.
    pub(crate) fn in_pieces(pieces: Vec<Bytes>, broken: Option<String>) -> Self {
        Self::stream(Pieces::new(pieces, broken))
    }

    /// Has written down what is left of the body, as it is read.
    pub(crate) fn observe(&mut self, room: &Arc<Room>) -> ObservedBody {
        let observer = ObservedBody::new(room);
        observer.add(&self.piece);
        if self.source.is_none() {
            self.tell_end(&observer);
        }
        let observers = self.observers.get_or_insert_default();
        observers.0.push(observer.clone());
        observer
    }

    fn observers(&self) -> impl Iterator<Item = &ObservedBody> {
        self.observers.iter().flat_map(|observers| &observers.0)
    }

    fn tell_end(&self, observer: &ObservedBody) {
        match &self.failure {
            None => observer.end(),
            Some(SourceError(why)) => observer.fail(why.to_string()),
        }
    }

    /// Gives a body that is the same, if nothing of it is yet to come.
    pub(crate) fn replay(&self) -> Option<Self> {
        let complete = self.failure.is_none() && self.is_empty_source();
        complete.then(|| Self::from(self.piece.clone()))
    }

    fn is_empty_source(&self) -> bool {
        let source = self.source.as_ref();
        source.is_none_or(|source| source.size_hint().exact() == Some(0))
    }

    /// DATA.3: tells how much can be read without waiting.
    pub(crate) fn ready(&mut self) -> u32 {
        // Who reads later polls again with a waker of its own.
        let _ = self.poll_fill(&mut Context::from_waker(Waker::noop()));
        u32::try_from(self.piece.len()).unwrap_or(u32::MAX)
    }

    /// DATA.1: reads at most `max` bytes and at least one; none at the end.
    pub(crate) async fn read(
        &mut self,
        max: u32,
    ) -> wasmtime::Result<Result<Option<Bytes>, SourceError>> {
        self.fill().await;
        if self.piece.is_empty() {
            return Ok(self.end());
        }
        if max == 0 {
            bail!(
                "a buffer that has more to give was read with a max-size of 0: ask for a byte or more"
            );
        }
        let size = self
            .piece
            .len()
            .min(usize::try_from(max).unwrap_or(usize::MAX));
        Ok(Ok(Some(self.piece.split_to(size))))
    }

    /// DATA.2: skips `size` bytes, or what there is.
    pub(crate) async fn advance(&mut self, size: u32) {
        let mut left = usize::try_from(size).unwrap_or(usize::MAX);
        while left > 0 {
            self.fill().await;
            let step = self.piece.len().min(left);
            if step == 0 {
                break;
            }
            self.piece.advance(step);
            left -= step;
        }
    }

    /// Reads up to the end, if that comes within `limit` bytes.
    pub(crate) async fn collect(
        &mut self,
        limit: u64,
    ) -> Result<Result<Bytes, TooLong>, SourceError> {
        if self.size_at_least() > limit {
            return Ok(Err(TooLong));
        }
        let Some(first) = self.piece().await? else {
            return Ok(Ok(Bytes::new()));
        };
        let Some(second) = self.piece().await? else {
            return Ok(within(first, limit));
        };
        let mut all = BytesMut::from(first);
        all.extend_from_slice(&second);
        while all.len() as u64 <= limit {
            match self.piece().await? {
                Some(piece) => all.extend_from_slice(&piece),
                None => break,
            }
        }
        Ok(within(all.freeze(), limit))
    }

    /// Takes the next piece, however long it is; none at the end.
    pub(crate) async fn piece(&mut self) -> Result<Option<Bytes>, SourceError> {
        poll_fn(|cx| self.poll_piece(cx)).await
    }

    /// Reads ahead, up to about `limit` bytes, for what comes to be written down now. Who reads later gets it
    /// all the same.
    pub(crate) async fn read_ahead(&mut self, limit: usize) {
        let mut all = BytesMut::new();
        while all.len() < limit
            && let Ok(Some(piece)) = self.piece().await
        {
            all.extend_from_slice(&piece);
        }
        self.piece = all.freeze();
    }

    pub(crate) fn poll_piece(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Result<Option<Bytes>, SourceError>> {
        ready!(self.poll_fill(cx));
        if self.piece.is_empty() {
            return Poll::Ready(self.end());
        }
        Poll::Ready(Ok(Some(std::mem::take(&mut self.piece))))
    }

    /// Tells how many bytes are left, where that is known.
    pub(crate) fn exact_size(&self) -> Option<u64> {
        let rest = self
            .source
            .as_ref()
            .map_or(Some(0), |source| source.size_hint().exact())?;
        self.failure
            .is_none()
            .then(|| rest.saturating_add(self.piece.len() as u64))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.exact_size() == Some(0)
    }

    fn size_at_least(&self) -> u64 {
        let rest = self
            .source
            .as_ref()
            .map_or(0, |source| source.size_hint().lower());
        rest.saturating_add(self.piece.len() as u64)
    }

    fn end(&self) -> Result<Option<Bytes>, SourceError> {
        self.failure.clone().map_or(Ok(None), Err)
    }

    async fn fill(&mut self) {
        poll_fn(|cx| self.poll_fill(cx)).await;
    }

    /// Is ready when there is a piece, or nothing more to come.
    fn poll_fill(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        while self.piece.is_empty() {
            self.held = None;
            let Some(source) = &mut self.source else {
                self.open = None;
                break;
            };
            match ready!(Pin::new(source).poll_frame(cx)) {
                Some(Ok(frame)) => {
                    self.piece = frame.into_data().unwrap_or_default();
                    self.observers().for_each(|it| it.add(&self.piece));
                    continue;
                }
                Some(Err(error)) => {
                    self.failure = Some(SourceError(error.to_string().into()));
                }
                None => {}
            }
            self.source = None;
            self.observers().for_each(|it| self.tell_end(it));
        }
        Poll::Ready(())
    }
}

/// A body whose pieces are all there.
pub(super) struct Pieces(VecDeque<Result<Bytes, BoxError>>);

impl Pieces {
    pub(super) fn new(pieces: Vec<Bytes>, broken: Option<String>) -> Self {
        let pieces = pieces.into_iter().map(Ok);
        let broken = broken.map(|why| Err(BoxError::from(why)));
        Self(pieces.chain(broken).collect())
    }
}

impl http_body::Body for Pieces {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let piece = self.0.pop_front();
        Poll::Ready(piece.map(|piece| piece.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_empty()
    }
}

fn within(bytes: Bytes, limit: u64) -> Result<Bytes, TooLong> {
    if bytes.len() as u64 > limit {
        Err(TooLong)
    } else {
        Ok(bytes)
    }
}

impl From<Bytes> for HostBuffer {
    fn from(piece: Bytes) -> Self {
        Self {
            piece,
            ..Self::default()
        }
    }
}

impl From<Vec<u8>> for HostBuffer {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<Stream> for HostBuffer {
    fn from(source: Stream) -> Self {
        Self {
            source: Some(source),
            ..Self::default()
        }
    }
}
