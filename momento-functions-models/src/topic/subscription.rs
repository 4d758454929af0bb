use super::TopicEvent;
use super::hub::Subscribers;
use super::inbox::Inbox;
use std::future::poll_fn;
use std::sync::{Arc, Weak};
use std::task::{Context, Poll};

/// One subscriber of one topic, from when it is made until it is dropped.
///
/// A subscriber that takes events slower than they come loses the oldest ones and is told how many;
/// a publisher never waits for it.
#[derive(Debug)]
#[must_use = "a subscription ends when it is dropped"]
pub struct Subscription {
    topic: Arc<str>,
    inbox: Arc<Inbox>,
    subscribers: Weak<Subscribers>,
}

impl Subscription {
    pub(super) fn new(topic: Arc<str>, inbox: Arc<Inbox>, subscribers: Weak<Subscribers>) -> Self {
        Self {
            topic,
            inbox,
            subscribers,
        }
    }

    /// Returns the topic's name.
    #[must_use]
    pub fn topic(&self) -> &str {
        &self.topic
    }

    /// Takes the next event when there is one now.
    #[must_use]
    pub fn try_next(&mut self) -> Option<TopicEvent> {
        self.inbox.try_next()
    }

    /// Takes the next event, or has the context woken when there is one.
    ///
    /// `None` comes after the last event once the topics are gone.
    pub fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<TopicEvent>> {
        self.inbox.poll_next(context)
    }

    /// Waits for the next event, on any executor.
    ///
    /// `None` comes after the last event once the topics are gone. Dropping the future loses
    /// nothing.
    pub async fn next(&mut self) -> Option<TopicEvent> {
        poll_fn(|context| self.poll_next(context)).await
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        if let Some(subscribers) = self.subscribers.upgrade() {
            subscribers.remove(&self.topic, &self.inbox);
        }
    }
}
