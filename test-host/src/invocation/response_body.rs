use super::attendance::Attendance;
use super::exchange::Event;
use super::running::{Running, Step};
use super::{HostBuffer, InvocationId, verdict};
use crate::error::InvocationError;
use crate::log::LogSink;
use bytes::Bytes;
use http::{HeaderValue, header};
use http_body::{Body, Frame, SizeHint};
use momento_functions_models::head::Head;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// The body of a function's answer.
///
/// Polling it drives the function on, and dropping it ends the invocation. It fails if the invocation
/// fails after its head: the answer is not complete then, and its client must be able to tell.
pub struct ResponseBody {
    source: Source,
    attendance: Option<Attendance>,
    logs: LogSink,
    /// The answer carries no body by its nature: what the guest sends is dropped.
    silent: bool,
}

enum Source {
    Running(Running),
    Tail(HostBuffer),
    Ended,
}

impl ResponseBody {
    pub(super) fn running(guest: Running, attendance: Attendance, silent: bool) -> Self {
        Self::new(Source::Running(guest), attendance, silent)
    }

    pub(super) fn tail(body: HostBuffer, mut attendance: Attendance, silent: bool) -> Self {
        if silent || body.is_empty() {
            attendance.end(None);
            return Self::ended(attendance.logs());
        }
        Self::new(Source::Tail(body), attendance, silent)
    }

    fn new(source: Source, attendance: Attendance, silent: bool) -> Self {
        let logs = attendance.logs();
        Self {
            source,
            attendance: Some(attendance),
            logs,
            silent,
        }
    }

    fn ended(logs: LogSink) -> Self {
        Self {
            source: Source::Ended,
            attendance: None,
            logs,
            silent: false,
        }
    }

    fn text(text: &'static str, logs: LogSink) -> Self {
        let source = Source::Tail(HostBuffer::from(Bytes::from_static(text.as_bytes())));
        Self {
            source,
            ..Self::ended(logs)
        }
    }

    pub(super) fn with_head(self, head: Head) -> http::Response<Self> {
        let mut response = http::Response::new(self);
        *response.status_mut() = head.status;
        *response.headers_mut() = head.headers;
        response
    }

    /// Answers for an invocation that failed before its head.
    pub(super) fn failed(
        error: InvocationError,
        mut attendance: Attendance,
        silent: bool,
    ) -> http::Response<Self> {
        attendance.status(error.status());
        attendance.end(Some(&error));
        let response = Self::failure(error, attendance.logs(), silent);
        drop(attendance);
        response
    }

    /// Answers with an error's status and what a caller may know of it.
    pub(super) fn failure(
        error: InvocationError,
        logs: LogSink,
        silent: bool,
    ) -> http::Response<Self> {
        logs.fail(error.to_string());
        let body = if silent {
            Self::ended(logs)
        } else {
            Self::text(error.message(), logs)
        };
        let mut response = http::Response::new(body);
        let known = http::StatusCode::from_u16(error.status());
        *response.status_mut() = known.unwrap_or(http::StatusCode::INTERNAL_SERVER_ERROR);
        let plain = HeaderValue::from_static("text/plain; charset=utf-8");
        response.headers_mut().insert(header::CONTENT_TYPE, plain);
        if let Some(observer) = response.body().logs.observer() {
            observer.head(response.status(), response.headers());
            observer.failed(&error);
            if !silent {
                observer.sent(&Bytes::from_static(error.message().as_bytes()));
            }
        }
        response.extensions_mut().insert(error);
        response
    }

    pub(crate) fn invocation(&self) -> Option<InvocationId> {
        self.logs.invocation()
    }

    pub(crate) fn logs(&self) -> LogSink {
        self.logs.clone()
    }

    /// The text of a failure before the head is observed with that.
    fn observe(&self, data: &Option<Result<Bytes, InvocationError>>) {
        let Some(observer) = self.attendance.as_ref().and(self.logs.observer()) else {
            return;
        };
        match data {
            Some(Ok(bytes)) => observer.sent(bytes),
            Some(Err(error)) => observer.failed(error),
            None => {}
        }
    }

    fn end(&mut self, failure: Option<&InvocationError>) {
        if let Some(attendance) = &mut self.attendance {
            attendance.end(failure);
        }
    }

    fn poll_active(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, InvocationError>>> {
        let (source, silent) = (&mut self.source, self.silent);
        match &mut self.attendance {
            Some(attendance) => attendance.poll(cx, |cx| source.poll_data(cx, silent)),
            None => source.poll_data(cx, silent),
        }
    }
}

impl Source {
    fn poll_data(
        &mut self,
        cx: &mut Context<'_>,
        silent: bool,
    ) -> Poll<Option<Result<Bytes, InvocationError>>> {
        match self {
            Self::Running(guest) => poll_guest(guest, cx, silent),
            Self::Tail(buffer) => {
                let piece = ready!(buffer.poll_piece(cx)).map_err(|e| verdict::response_failed(&e));
                Poll::Ready(piece.transpose())
            }
            Self::Ended => Poll::Ready(None),
        }
    }
}

fn poll_guest(
    guest: &mut Running,
    cx: &mut Context<'_>,
    silent: bool,
) -> Poll<Option<Result<Bytes, InvocationError>>> {
    loop {
        match ready!(guest.poll_step(cx)) {
            Step::Event(Event::Chunk(bytes)) if !silent => return Poll::Ready(Some(Ok(bytes))),
            Step::Event(_) => {}
            Step::End(Ok(_)) => return Poll::Ready(None),
            Step::End(Err(error)) => return Poll::Ready(Some(Err(error))),
        }
    }
}

impl Body for ResponseBody {
    type Data = Bytes;
    type Error = InvocationError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, InvocationError>>> {
        let data = ready!(self.poll_active(cx));
        match &data {
            Some(Ok(bytes)) => self.logs.meter().sent(bytes.len()),
            Some(Err(error)) => self.logs.fail(error.to_string()),
            None => {}
        }
        self.observe(&data);
        let over = !matches!(data, Some(Ok(_)));
        // A reader that knows the length stops there, and does not ask for the end.
        if over || self.is_end_stream() {
            self.end(data.as_ref().and_then(|data| data.as_ref().err()));
        }
        if over {
            self.source = Source::Ended;
            self.attendance = None;
        }
        Poll::Ready(data.map(|data| data.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        match &self.source {
            Source::Running(_) => false,
            Source::Tail(buffer) => buffer.is_empty(),
            Source::Ended => true,
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.source {
            Source::Running(_) => SizeHint::default(),
            Source::Tail(buffer) => buffer
                .exact_size()
                .map_or_else(SizeHint::default, SizeHint::with_exact),
            Source::Ended => SizeHint::with_exact(0),
        }
    }
}

impl fmt::Debug for ResponseBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseBody")
            .field("size", &self.size_hint())
            .finish_non_exhaustive()
    }
}
