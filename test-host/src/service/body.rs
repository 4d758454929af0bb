//! The body of an answer, and how its end is noticed.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http::Response;
use http_body::{Body as HttpBody, Frame, SizeHint};
use http_body_util::Full;

use super::told::Told;
use super::topic::Messages;
use super::watch::Watch;
use crate::{InvocationError, ResponseBody};

/// What an answer's body is made of.
#[derive(Debug)]
pub(super) enum Content {
    /// The service's own answer.
    Whole(Full<Bytes>),
    /// A function's answer: reading it drives the invocation, dropping it ends the invocation.
    Function(Box<ResponseBody>),
    /// What is published to a topic, without an end.
    Topic(Messages),
    /// What happens on the host.
    Told(Box<Told>),
}

/// An answer's body, with the watch over its request.
#[derive(Debug)]
pub(super) struct Body {
    content: Content,
    watch: Watch,
    /// An error that is held back until what came before it has been flushed.
    failed: Option<InvocationError>,
}

impl Default for Content {
    fn default() -> Self {
        Self::Whole(Full::default())
    }
}

impl Content {
    fn is_at_end(&self) -> bool {
        // A reader that knows the length stops there, and does not ask for the end.
        self.is_end_stream() || self.size_hint().exact() == Some(0)
    }
}

impl Body {
    /// Joins an answer and its watch. A body that nobody reads, since it answers a HEAD, counts as read.
    pub(super) fn attach(
        response: Response<Content>,
        to_head: bool,
        mut watch: Watch,
    ) -> Response<Self> {
        watch.status(response.status());
        if to_head || response.body().is_at_end() {
            watch.complete();
        }
        response.map(|content| Self {
            content,
            watch,
            failed: None,
        })
    }
}

impl Body {
    /// Has the connection flushed first: it drops what it holds when a body fails.
    fn fail<T>(&mut self, error: InvocationError, context: &Context<'_>) -> Poll<T> {
        self.watch.failed(&error);
        self.watch.complete();
        self.failed = Some(error);
        context.waker().wake_by_ref();
        Poll::Pending
    }
}

fn framed<E>(next: Poll<Option<Bytes>>) -> Poll<Option<Result<Frame<Bytes>, E>>> {
    next.map(|next| next.map(|bytes| Ok(Frame::data(bytes))))
}

impl HttpBody for Content {
    type Data = Bytes;
    type Error = InvocationError;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, InvocationError>>> {
        match self.get_mut() {
            Self::Whole(body) => Pin::new(body)
                .poll_frame(context)
                .map_err(|never| match never {}),
            Self::Function(body) => Pin::new(body).poll_frame(context),
            Self::Topic(messages) => framed(messages.poll_next(context)),
            Self::Told(told) => framed(told.poll_next(context)),
        }
    }

    fn is_end_stream(&self) -> bool {
        match self {
            Self::Whole(body) => body.is_end_stream(),
            Self::Function(body) => body.is_end_stream(),
            Self::Topic(_) | Self::Told(_) => false,
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole(body) => body.size_hint(),
            Self::Function(body) => body.size_hint(),
            Self::Topic(_) | Self::Told(_) => SizeHint::default(),
        }
    }
}

impl HttpBody for Body {
    type Data = Bytes;
    type Error = InvocationError;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, InvocationError>>> {
        let this = self.get_mut();
        if let Some(error) = this.failed.take() {
            return Poll::Ready(Some(Err(error)));
        }
        let frame = ready!(Pin::new(&mut this.content).poll_frame(context));
        match frame {
            Some(Err(error)) => return this.fail(error, context),
            None => this.watch.complete(),
            Some(Ok(_)) if this.content.is_at_end() => this.watch.complete(),
            Some(Ok(_)) => {}
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.failed.is_none() && self.content.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.content.size_hint()
    }
}
