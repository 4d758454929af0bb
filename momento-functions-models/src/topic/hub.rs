use super::inbox::Inbox;
use super::{Message, Subscription, TopicLimits};
use crate::ServiceError;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Waker;

/// The topics of one cache, shared by all its functions.
///
/// # Limits
///
/// [`TopicLimits`] says how large a message may be and how many wait for one subscriber.
///
/// # Examples
///
/// ```
/// use momento_functions_models::topic::{TopicEvent, TopicLimits, Topics};
///
/// let topics = Topics::new(TopicLimits::default());
/// topics.publish("news", "nobody hears this")?;
/// let mut subscription = topics.subscribe("news")?;
/// topics.publish("news", "hello")?;
/// let Some(TopicEvent::Message { message, .. }) = subscription.try_next() else {
///     panic!("there is a message");
/// };
/// assert_eq!(message.as_bytes(), b"hello");
/// assert_eq!(subscription.try_next(), None);
/// # Ok::<(), momento_functions_models::ServiceError>(())
/// ```
#[derive(Debug)]
pub struct Topics {
    limits: TopicLimits,
    subscribers: Arc<Subscribers>,
}

/// Who listens to what.
#[derive(Debug, Default)]
pub(super) struct Subscribers(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    sequence: u64,
    inboxes: HashMap<Arc<str>, Vec<Arc<Inbox>>>,
}

impl State {
    /// Gives a message to all inboxes of a topic, and returns who is to be woken.
    ///
    /// This is done under one lock, so that all subscribers see the same order.
    fn deliver(&mut self, topic: &str, message: &Message) -> (usize, Vec<Waker>) {
        self.sequence += 1;
        let sequence = self.sequence;
        let Some(inboxes) = self.inboxes.get(topic) else {
            return (0, Vec::new());
        };
        let message = message.copied();
        let push = |inbox: &Arc<Inbox>| inbox.push(sequence, message.clone());
        (inboxes.len(), inboxes.iter().filter_map(push).collect())
    }
}

impl Subscribers {
    pub(super) fn remove(&self, topic: &str, inbox: &Arc<Inbox>) {
        let mut state = self.state();
        let Some(inboxes) = state.inboxes.get_mut(topic) else {
            return;
        };
        inboxes.retain(|other| !Arc::ptr_eq(other, inbox));
        if inboxes.is_empty() {
            state.inboxes.remove(topic);
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Topics {
    /// Makes topics that nobody is subscribed to.
    #[must_use]
    pub fn new(limits: TopicLimits) -> Self {
        Self {
            limits,
            subscribers: Arc::default(),
        }
    }

    /// Returns what the topics accept.
    #[must_use]
    pub fn limits(&self) -> &TopicLimits {
        &self.limits
    }

    /// Publishes a message to whoever is subscribed now, and returns how many those are.
    ///
    /// A topic needs no making, and that nobody is subscribed is no error.
    ///
    /// # Errors
    ///
    /// The topic has no name, or the message is too large.
    pub fn publish(&self, topic: &str, message: impl Into<Message>) -> Result<usize, ServiceError> {
        self.publish_message(topic, &message.into())
    }

    /// Subscribes to what is published from now on.
    ///
    /// # Errors
    ///
    /// The topic has no name.
    pub fn subscribe(&self, topic: &str) -> Result<Subscription, ServiceError> {
        check_name(topic)?;
        let name: Arc<str> = topic.into();
        let inbox = Arc::new(Inbox::new(self.limits.queue()));
        let mut state = self.subscribers.state();
        let inboxes = state.inboxes.entry(Arc::clone(&name)).or_default();
        inboxes.push(Arc::clone(&inbox));
        let subscribers = Arc::downgrade(&self.subscribers);
        Ok(Subscription::new(name, inbox, subscribers))
    }

    /// Returns how many subscriptions a topic has.
    #[must_use]
    pub fn subscriptions(&self, topic: &str) -> usize {
        self.subscribers
            .state()
            .inboxes
            .get(topic)
            .map_or(0, Vec::len)
    }

    fn publish_message(&self, topic: &str, message: &Message) -> Result<usize, ServiceError> {
        check_name(topic)?;
        self.check_length(message.as_bytes().len())?;
        let (reached, wakers) = self.subscribers.state().deliver(topic, message);
        wakers.into_iter().for_each(Waker::wake);
        Ok(reached)
    }

    fn check_length(&self, length: usize) -> Result<(), ServiceError> {
        let limit = self.limits.message();
        if length <= limit {
            return Ok(());
        }
        Err(ServiceError::LimitExceeded(format!(
            "a message has at most {limit} bytes; this one has {length}"
        )))
    }
}

impl Drop for Topics {
    fn drop(&mut self) {
        let inboxes = std::mem::take(&mut self.subscribers.state().inboxes);
        inboxes.values().flatten().for_each(|inbox| inbox.close());
    }
}

fn check_name(topic: &str) -> Result<(), ServiceError> {
    if !topic.is_empty() {
        return Ok(());
    }
    let text = "a topic has a name; this one is empty";
    Err(ServiceError::InvalidArgument(text.to_owned()))
}
