use super::ResponseBody;
use super::attendance::Attendance;
use super::exchange::{Event, Exchange};
use super::request_context::RequestContext;
use super::response_stream::{ResponseStream, Tail};
use super::sandbox::{self, Turn};
use super::state::{Context, State};
use crate::error::InvocationError;
use crate::log::LogSink;
use crate::request::Request;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{self, Poll};

type Run = Pin<Box<dyn Future<Output = Result<Tail, InvocationError>> + Send>>;

/// A guest at work. Whoever reads its answer drives it, so dropping this ends the invocation: INV.7.
pub(super) struct Running {
    run: Run,
    end: Option<Result<Tail, InvocationError>>,
    exchange: Exchange,
    turn: Turn,
    /// Whether the last poll gave an event: the next may come at once then, and is no turn of its own.
    goes_on: bool,
}

/// What a guest at work gives next.
pub(super) enum Step {
    Event(Event),
    End(Result<Tail, InvocationError>),
}

impl Running {
    pub(super) fn new(context: Arc<Context>, request: Request, logs: LogSink) -> Self {
        let exchange = Exchange::default();
        let (request, body) = RequestContext::new(request);
        let response = ResponseStream::new(exchange.clone());
        let mut body = body.into_buffer(&logs);
        if let Some(observer) = context.observer() {
            observer.request(request.recorded(), &mut body);
        }
        let state = State::new(Arc::clone(&context), request, response, logs);
        let turn = Turn::default();
        let run = Box::pin(sandbox::run(context, Box::new(state), body, turn.clone()));
        Self {
            run,
            end: None,
            exchange,
            turn,
            goes_on: false,
        }
    }

    /// Drives the guest on. Must not be polled again after its end.
    pub(super) fn poll_step(&mut self, cx: &mut task::Context<'_>) -> Poll<Step> {
        if !std::mem::take(&mut self.goes_on) {
            self.turn.begin();
        }
        if self.end.is_none() {
            self.end = match self.run.as_mut().poll(cx) {
                Poll::Ready(end) => Some(end),
                Poll::Pending => None,
            };
        }
        // A time limit may end the guest in the moment in which it sends: the event comes first.
        if let Some(event) = self.exchange.take() {
            self.goes_on = true;
            return Poll::Ready(Step::Event(event));
        }
        self.end
            .take()
            .map_or(Poll::Pending, |end| Poll::Ready(Step::End(end)))
    }

    /// Drives the guest until the head of its answer is known.
    pub(super) async fn response(
        self,
        mut attendance: Attendance,
        silent: bool,
    ) -> http::Response<ResponseBody> {
        // Dropped before the attendance, if it comes to that.
        let mut running = self;
        let step = poll_fn(|cx| attendance.poll(cx, |cx| running.poll_step(cx))).await;
        note_head(&step, &mut attendance);
        match step {
            Step::Event(Event::Head(head)) => {
                let silent = silent || head.is_bodiless();
                ResponseBody::running(running, attendance, silent).with_head(head)
            }
            Step::End(Ok(Tail::Response(mut head, body))) => {
                if silent {
                    head.declare_length(body.exact_size());
                }
                ResponseBody::tail(body, attendance, silent || head.is_bodiless()).with_head(head)
            }
            Step::End(Err(error)) => ResponseBody::failed(error, attendance, silent),
            // A stream begins with its head and ends after it.
            Step::Event(Event::Chunk(_)) | Step::End(Ok(Tail::Close)) => {
                let error = InvocationError::without_head();
                ResponseBody::failed(error, attendance, silent)
            }
        }
    }
}

fn note_head(step: &Step, attendance: &mut Attendance) {
    if let Step::Event(Event::Head(head)) | Step::End(Ok(Tail::Response(head, _))) = step {
        attendance.status(head.status.as_u16());
        if let Some(observer) = attendance.logs().observer() {
            observer.head(head.status, &head.headers);
        }
    }
}
