//! The routes of a topic: one streams what is published to it, one publishes.

use std::fmt;
use std::future::Future;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use http::request::Parts;
use http::{HeaderValue, Method, Response};
use hyper::body::Incoming;
use momento_functions_models::{ServiceError, sse};
use tokio::sync::watch;

use super::answer::discard;
use super::auth::Caller;
use super::body::Content;
use super::builder::Settings;
use super::data::{CACHES, too_many_caches, whole};
use super::manage;
use super::refusal::Refusal;
use super::reply::done;
use super::route::Route;
use crate::tokens::Term;
use crate::{Host, Message, Subscription, Topic, TopicEvent};

/// What a listener gets first: from then on no message is missed.
const LISTENING: &[u8] = b": listening\n\n";

/// What is published to a topic, as server-sent events. Ends when the service stops, and with what comes after the
/// listener's token has ended.
pub(super) struct Messages {
    subscription: Subscription,
    term: Option<Term>,
    stopped: Pin<Box<dyn Future<Output = ()> + Send>>,
    greeted: bool,
}

/// Answers any verb on `/topics/{cache}/{topic}`, for those who may manage functions and for tokens that may subscribe
/// or publish.
pub(super) async fn answer(
    settings: &Settings,
    local: SocketAddr,
    route: Route<'_>,
    parts: Parts,
    body: Incoming,
    stopped: watch::Receiver<()>,
) -> Result<Response<Content>, Refusal> {
    let checked = manage::check(settings, local, &route, &parts);
    if let (Ok(_), Route::Topic { cache, topic }, &Method::POST) = (&checked, &route, &parts.method)
    {
        return publish(settings, (cache, topic), &parts, body).await;
    }
    discard(&parts, body).await;
    let Caller { term, .. } = checked?;
    match (route, &parts.method) {
        (Route::Topic { cache, topic }, &Method::GET) => {
            let subscription = subscribe(settings, &cache, &topic)?;
            Ok(respond(Messages::new(subscription, term, stopped)))
        }
        _ => Err(Refusal::Method { allow: "GET, POST" }),
    }
}

async fn publish(
    settings: &Settings,
    (cache, topic): (&str, &str),
    parts: &Parts,
    body: Incoming,
) -> Result<Response<Content>, Refusal> {
    let topic = find(&settings.host, cache, topic)?;
    let message = whole(settings, body, ("a message", topic.limits().message())).await?;
    topic.publish(message_of(parts, message))?;
    Ok(done().map(Content::Whole))
}

/// DAT.9: what is not said to be bytes is a text, if it is one.
fn message_of(parts: &Parts, body: Bytes) -> Message {
    let kind = parts.headers.get(CONTENT_TYPE).map(HeaderValue::as_bytes);
    if kind == Some(b"application/octet-stream") {
        return body.into();
    }
    match std::str::from_utf8(&body) {
        Ok(text) => text.into(),
        Err(_) => body.into(),
    }
}

/// DAT.9: caches need no making, and a request makes no more than so many.
fn find(host: &Host, cache: &str, topic: &str) -> Result<Topic, ServiceError> {
    match host.has_room_for_topics_of(cache, CACHES) {
        true => Ok(host.topic(cache, topic)),
        false => Err(too_many_caches()),
    }
}

fn subscribe(settings: &Settings, cache: &str, topic: &str) -> Result<Subscription, Refusal> {
    let subscription = find(&settings.host, cache, topic)?.subscribe();
    subscription.map_err(|_| Refusal::BadName {
        segment: topic.to_owned(),
    })
}

fn respond(messages: Messages) -> Response<Content> {
    let mut response = Response::new(Content::Topic(messages));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

impl Messages {
    fn new(
        subscription: Subscription,
        term: Option<Term>,
        mut stopped: watch::Receiver<()>,
    ) -> Self {
        Self {
            subscription,
            term,
            // The sender is dropped to tell the end.
            stopped: Box::pin(async move { while stopped.changed().await.is_ok() {} }),
            greeted: false,
        }
    }

    pub(super) fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Bytes>> {
        if !self.greeted {
            self.greeted = true;
            return Poll::Ready(Some(Bytes::from_static(LISTENING)));
        }
        if self.stopped.as_mut().poll(context).is_ready() {
            return Poll::Ready(None);
        }
        let event = ready!(self.subscription.poll_next(context));
        let event = event.filter(|_| !self.term.as_ref().is_some_and(Term::is_over));
        Poll::Ready(event.map(|event| Bytes::from(written(&event))))
    }
}

impl fmt::Debug for Messages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Messages")
            .field("topic", &self.subscription.topic())
            .finish_non_exhaustive()
    }
}

/// A text is data as it is, bytes are in base64, and what a slow listener missed is a number.
fn written(event: &TopicEvent) -> String {
    let written = match event {
        TopicEvent::Message { sequence, message } => {
            let id = sequence.to_string();
            match message {
                Message::Text(text) => sse::encode(None, Some(&id), Some(text.as_bytes())),
                Message::Bytes(bytes) => {
                    let data = BASE64_STANDARD.encode(bytes);
                    sse::encode(Some("bytes"), Some(&id), Some(data.as_bytes()))
                }
            }
        }
        TopicEvent::Missed(count) => {
            sse::encode(Some("missed"), None, Some(count.to_string().as_bytes()))
        }
    };
    // A limit on messages may be set higher than what an event can hold.
    written.unwrap_or_else(|error| format!("event: unwritable\ndata: {error}\n\n"))
}
