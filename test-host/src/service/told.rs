//! The body of an answer that goes on telling what happens, as server-sent events.

use std::collections::HashSet;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use http::{HeaderValue, Response};
use tokio::sync::watch;

use super::body::Content;
use super::builder::Settings;
use super::feed::{Heard, Interest, Listener, written};
use super::logs;
use crate::Invoked;

/// What a listener gets first: from then on no event is missed.
const LISTENING: Bytes = Bytes::from_static(b": listening\n\n");

/// Events: of invocations that are kept, then of those to come. Ends when the service stops.
pub(super) struct Told {
    greeted: bool,
    /// The newest first.
    kept: Vec<Arc<Invoked>>,
    /// Those that were kept when listening began, and may be told by the feed, too.
    known: HashSet<String>,
    listener: Option<Listener>,
    /// Whether the host's functions change.
    changes: Option<Changes>,
    stopped: Pin<Box<dyn Future<Output = ()> + Send>>,
}

/// Waits for the next change; none comes when the host has gone.
type Changes = Pin<Box<dyn Future<Output = Option<watch::Receiver<()>>> + Send>>;

impl Told {
    /// Tells what is to come.
    pub(super) fn live(
        settings: &Settings,
        interest: Interest,
        stopped: watch::Receiver<()>,
    ) -> Self {
        let listener = settings.feed.listen(&settings.host, interest);
        Self {
            changes: Some(next_change(settings.host.functions_changed())),
            ..Self::new(Vec::new(), Some(listener), stopped)
        }
    }

    /// Tells the log lines that are kept.
    pub(super) fn kept(
        settings: &Settings,
        interest: Interest,
        stopped: watch::Receiver<()>,
    ) -> Self {
        Self::new(kept(settings, &interest), None, stopped)
    }

    /// Tells the log lines that are kept, and those to come.
    pub(super) fn kept_and_live(
        settings: &Settings,
        interest: Interest,
        stopped: watch::Receiver<()>,
    ) -> Self {
        // Whoever ends between these two steps is in both.
        let listener = settings.feed.listen(&settings.host, interest.clone());
        Self::new(kept(settings, &interest), Some(listener), stopped)
    }

    fn new(
        kept: Vec<Arc<Invoked>>,
        listener: Option<Listener>,
        mut stopped: watch::Receiver<()>,
    ) -> Self {
        let known = kept.iter().map(|it| it.invocation_id.clone());
        Self {
            greeted: false,
            known: known.collect(),
            kept,
            listener,
            changes: None,
            // The sender is dropped to tell the end.
            stopped: Box::pin(async move { while stopped.changed().await.is_ok() {} }),
        }
    }

    pub(super) fn respond(self) -> Response<Content> {
        let mut response = Response::new(Content::Told(Box::new(self)));
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
    }

    pub(super) fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Bytes>> {
        if !std::mem::replace(&mut self.greeted, true) {
            return Poll::Ready(Some(LISTENING));
        }
        while let Some(invoked) = self.kept.pop() {
            let mut events = BytesMut::new();
            logs::events(&invoked).for_each(|event| events.extend_from_slice(&event));
            if !events.is_empty() {
                return Poll::Ready(Some(events.freeze()));
            }
        }
        if self.listener.is_none() || self.stopped.as_mut().poll(context).is_ready() {
            return Poll::Ready(None);
        }
        if self.poll_changes(context).is_ready() {
            return Poll::Ready(Some(written("functions", b"{}")));
        }
        self.poll_live(context)
    }

    fn poll_changes(&mut self, context: &mut Context<'_>) -> Poll<()> {
        let Some(changes) = &mut self.changes else {
            return Poll::Pending;
        };
        let changed = ready!(changes.as_mut().poll(context));
        self.changes = changed.map(next_change);
        match self.changes {
            Some(_) => Poll::Ready(()),
            None => Poll::Pending,
        }
    }

    fn poll_live(&mut self, context: &mut Context<'_>) -> Poll<Option<Bytes>> {
        let Some(listener) = &mut self.listener else {
            return Poll::Ready(None);
        };
        loop {
            match ready!(listener.poll_next(context)) {
                Heard::Missed(lost) => {
                    return Poll::Ready(Some(written("missed", lost.to_string().as_bytes())));
                }
                Heard::Event { invocation, event } => {
                    if !invocation.is_some_and(|id| self.known.contains(&id)) {
                        return Poll::Ready(Some(event));
                    }
                }
            }
        }
    }
}

fn next_change(mut changed: watch::Receiver<()>) -> Changes {
    Box::pin(async move { changed.changed().await.is_ok().then_some(changed) })
}

fn kept(settings: &Settings, interest: &Interest) -> Vec<Arc<Invoked>> {
    let mut kept = settings.host.invoked();
    kept.retain(|invoked| interest.covers(invoked));
    kept
}

impl fmt::Debug for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Told")
            .field("kept", &self.kept.len())
            .finish_non_exhaustive()
    }
}
