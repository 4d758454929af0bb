use std::mem;
use std::rc::Rc;

use crate::bindings::wasi::clocks::monotonic_clock::{Instant, now, subscribe_instant};
use crate::bindings::wasi::http::types::{IncomingBody, IncomingResponse};
use crate::bindings::wasi::io::streams::{InputStream, StreamError};
use crate::client::Upload;
use crate::failure::Failure;
use crate::place::Place;
use crate::request::Request;
use crate::sink::Sink;
use crate::waits::{Expired, Waits, in_time};

/// How often a source that gives nothing is left to look after its client, in nanoseconds.
const LOOK: u64 = 1_000_000_000;

/// How much is taken at once from a source, at most.
const PIECE: u64 = 64 << 10;

/// The largest body of a request that is small.
const SMALL: u64 = 64 << 10;

/// How much is moved at once from a stream to another, at most.
const SPLICE: u64 = 1 << 20;

/// Bytes that are here, and those that are still to come.
#[derive(Default)]
pub(crate) struct Body {
    /// What came and was not taken yet, from `at` on.
    piece: Vec<u8>,
    at: usize,
    source: Option<Source>,
    failure: Option<Failure>,
}

/// Where the rest of a body comes from.
pub(crate) struct Source {
    origin: Origin,
    /// How much is still to come, where that is known.
    left: Option<u64>,
}

enum Origin {
    /// Nobody asked for the request's body yet.
    Unopened(Rc<Request>),
    Open(Opened),
}

/// A stream, and what it is a part of. They are dropped in this order.
struct Opened {
    stream: InputStream,
    _body: IncomingBody,
    response: Option<IncomingResponse>,
    /// The rest of the request, without which a response may not come to its end.
    upload: Option<Box<Upload>>,
    /// What a response takes as long as it is on its way.
    place: Option<Place>,
}

impl Body {
    pub(crate) fn of_request(request: Rc<Request>) -> Self {
        let origin = Origin::Unopened(request);
        Self {
            source: Some(Source { origin, left: None }),
            ..Self::default()
        }
    }

    /// Of a response, whose request may still be on its way.
    pub(crate) fn of_response(
        response: IncomingResponse,
        left: Option<u64>,
        upload: Upload,
    ) -> Self {
        match Opened::of_response(response, upload) {
            Ok(opened) => Self {
                source: Some(Source {
                    origin: Origin::Open(opened),
                    left,
                }),
                ..Self::default()
            },
            Err(failure) => Self {
                failure: Some(failure),
                ..Self::default()
            },
        }
    }

    /// Gets all of a small request's body, which hosts of functions have before a function starts.
    pub(crate) fn settle(&mut self) {
        if !self.source.as_mut().is_some_and(Source::is_small) {
            // What comes without a length may be over already.
            self.known_length();
            return;
        }
        let mut all = self.piece().to_vec();
        while self
            .source
            .as_ref()
            .is_some_and(|source| source.left != Some(0))
        {
            (self.piece, self.at) = (Vec::new(), 0);
            self.fill_in_time();
            all.append(&mut self.piece);
        }
        self.source = None;
        (self.piece, self.at) = (all, 0);
    }

    /// Gets something to take, or comes to the end, which time that is over is, too.
    pub(crate) fn fill_in_time(&mut self) {
        self.fill_until(None);
    }

    /// The same, where `end` may be sooner than the function's time is over.
    fn fill_until(&mut self, end: Option<Instant>) {
        let filled = in_time(|waits| match (self.fill(waits), end) {
            (Some(()), _) => Some(Ok(())),
            (None, Some(end)) if end <= now() => Some(Err(Expired)),
            (None, end) => {
                end.into_iter()
                    .for_each(|end| waits.add(subscribe_instant(end)));
                None
            }
        });
        if let Err(expired) = filled.flatten() {
            self.end(Err(expired.into()));
        }
    }

    /// Holds a place until there is no more to come.
    pub(crate) fn hold(&mut self, place: Place) {
        if let Some(Source {
            origin: Origin::Open(opened),
            ..
        }) = &mut self.source
        {
            opened.place = Some(place);
        }
    }

    /// Where it begins, if nothing of it is yet to come: it can be rewound to there.
    pub(crate) fn whole(&self) -> Option<usize> {
        (self.source.is_none() && self.failure.is_none()).then_some(self.at)
    }

    pub(crate) fn rewind(&mut self, to: usize) {
        self.at = to;
    }

    /// What is here, of which some may be taken.
    pub(crate) fn piece(&self) -> &[u8] {
        self.piece.get(self.at..).unwrap_or_default()
    }

    pub(crate) fn take(&mut self, size: usize) {
        self.at = self.at.saturating_add(size).min(self.piece.len());
    }

    /// Takes up to `max` bytes of what is here.
    pub(crate) fn split(&mut self, max: usize) -> Vec<u8> {
        if self.at == 0 && self.piece.len() <= max {
            return mem::take(&mut self.piece);
        }
        let piece = self.piece();
        let taken = piece.get(..max).unwrap_or(piece).to_vec();
        self.take(taken.len());
        taken
    }

    pub(crate) fn failure(&self) -> Option<&Failure> {
        self.failure.as_ref()
    }

    /// How much is left, where that is known. What comes without a length may have come to its end already.
    pub(crate) fn known_length(&mut self) -> Option<u64> {
        self.length().or_else(|| {
            self.fill(&mut Waits::default())?;
            self.length()
        })
    }

    fn length(&mut self) -> Option<u64> {
        let here = self.piece().len() as u64;
        if self.failure.is_some() {
            return None;
        }
        match &mut self.source {
            None => Some(here),
            Some(source) => source.left().map(|left| left.saturating_add(here)),
        }
    }

    /// Gets something to take, unless there is something; is done at the end, too.
    pub(crate) fn fill(&mut self, waits: &mut Waits) -> Option<()> {
        while self.piece().is_empty() {
            let Some(source) = &mut self.source else {
                return Some(());
            };
            match source.next(waits)? {
                Next::Piece(piece) => (self.piece, self.at) = (piece, 0),
                Next::Over(end) => self.end(end),
            }
        }
        Some(())
    }

    /// Reads up to the end, if that comes within `limit` bytes, and before `end` where there is one.
    pub(crate) fn collect(
        mut self,
        limit: usize,
        end: Option<Instant>,
    ) -> Result<Option<Vec<u8>>, Failure> {
        let mut all = Vec::new();
        while all.len() <= limit {
            self.fill_until(end);
            let piece = self.split(usize::MAX);
            match (piece.is_empty(), self.failure.take()) {
                (true, Some(failure)) => return Err(failure),
                (true, None) => return Ok(Some(all)),
                // What comes first needs not be copied.
                (false, _) if all.is_empty() => all = piece,
                (false, _) => all.extend(piece),
            }
        }
        Ok(None)
    }

    /// Ends the body after what is here, for good.
    pub(crate) fn end(&mut self, end: End) {
        self.source = None;
        self.failure = end.err();
    }

    /// The stream that the rest comes from, if that is open.
    pub(crate) fn source(&mut self) -> Option<&mut Source> {
        self.source.as_mut()
    }
}

enum Next {
    Piece(Vec<u8>),
    Over(End),
}

/// How a source ended.
pub(crate) type End = Result<(), Failure>;

/// What came of moving some of a source to a sink.
pub(crate) enum Moved {
    On,
    Over(End),
    Gone,
}

impl Source {
    fn next(&mut self, waits: &mut Waits) -> Option<Next> {
        let opened = match self.open() {
            Ok(opened) => opened,
            Err(failure) => return Some(Next::Over(Err(failure))),
        };
        opened.push();
        match opened.stream.read(PIECE) {
            Ok(piece) if piece.is_empty() => {
                opened.wait(waits);
                None
            }
            Ok(piece) => {
                self.count(piece.len() as u64);
                Some(Next::Piece(piece))
            }
            Err(error) => Some(Next::Over(self.end(error))),
        }
    }

    /// Moves what has come on to a sink, without looking at it.
    pub(crate) fn splice(&mut self, sink: &Sink, waits: &mut Waits) -> Option<Moved> {
        let opened = match self.open() {
            Ok(opened) => opened,
            Err(failure) => return Some(Moved::Over(Err(failure))),
        };
        opened.push();
        match sink.splice(&opened.stream, SPLICE) {
            Ok(0) => opened.wait_with(sink, waits),
            Ok(size) => {
                self.count(size);
                Some(Moved::On)
            }
            // Either of the two may be closed.
            Err(_) if sink.is_gone() => Some(Moved::Gone),
            Err(error) => Some(Moved::Over(self.end(error))),
        }
    }

    fn end(&self, error: StreamError) -> End {
        match (error, self.left) {
            (StreamError::LastOperationFailed(error), _) => Err(Failure::of(&error)),
            (StreamError::Closed, None | Some(0)) => Ok(()),
            // An engine may take a connection that was cut for the end.
            (StreamError::Closed, Some(_)) => {
                Err(Failure::Failed("the body was cut off".to_string()))
            }
        }
    }

    fn is_small(&mut self) -> bool {
        let is_requests = match &self.origin {
            Origin::Unopened(_) => true,
            Origin::Open(opened) => opened.response.is_none(),
        };
        is_requests && self.left().is_some_and(|left| left <= SMALL)
    }

    fn count(&mut self, size: u64) {
        self.left = self.left.map(|left| left.saturating_sub(size));
    }

    fn left(&mut self) -> Option<u64> {
        if let Origin::Unopened(request) = &self.origin {
            self.left = request.content_length();
        }
        self.left
    }

    fn open(&mut self) -> Result<&mut Opened, Failure> {
        if let Origin::Unopened(request) = &self.origin {
            self.left = request.content_length();
            self.origin = Origin::Open(Opened::of_request(request)?);
        }
        match &mut self.origin {
            Origin::Open(opened) => Ok(opened),
            Origin::Unopened(_) => Err(taken()),
        }
    }
}

impl Opened {
    fn of_request(request: &Request) -> Result<Self, Failure> {
        let body = request.incoming.consume().map_err(|()| taken())?;
        let stream = body.stream().map_err(|()| taken())?;
        Ok(Self {
            stream,
            _body: body,
            response: None,
            upload: None,
            place: None,
        })
    }

    fn of_response(response: IncomingResponse, upload: Upload) -> Result<Self, Failure> {
        let body = response.consume().map_err(|()| taken())?;
        let stream = body.stream().map_err(|()| taken())?;
        let upload = (!upload.is_over()).then(|| Box::new(upload));
        Ok(Self {
            stream,
            _body: body,
            response: Some(response),
            upload,
            place: None,
        })
    }

    /// Has the upload go on. Where it fails the server says what came of it.
    fn push(&mut self) {
        if let Some(upload) = &mut self.upload {
            upload.push();
        }
    }

    fn wait(&mut self, waits: &mut Waits) {
        waits.add(self.stream.subscribe());
        self.wait_for_upload(waits);
    }

    fn wait_for_upload(&mut self, waits: &mut Waits) {
        if let Some(upload) = &mut self.upload {
            let _ = upload.step(waits);
        }
    }

    /// Waits for the one that is not ready: the other one would end each wait at once.
    fn wait_with(&mut self, sink: &Sink, waits: &mut Waits) -> Option<Moved> {
        match sink.room(waits) {
            None => self.wait_for_upload(waits),
            Some(Ok(_)) if sink.flush().is_ok() => {
                self.wait(waits);
                // Nobody tells of a client that goes away: it is looked for.
                waits.add(subscribe_instant(now().saturating_add(LOOK)));
            }
            Some(_) => return Some(Moved::Gone),
        }
        None
    }
}

fn taken() -> Failure {
    Failure::Failed("the body was taken already".to_string())
}

impl From<Vec<u8>> for Body {
    fn from(piece: Vec<u8>) -> Self {
        Self {
            piece,
            ..Self::default()
        }
    }
}
