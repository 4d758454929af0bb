use super::data::bytes;
use super::service_error::told;
use momento_functions_models::ServiceError;
use momento_functions_models::topic::{Message, Subscription, TopicLimits, Topics};
use momento_functions_wit::bytes::Data;
use momento_functions_wit::{topic as v2, v1::topic as v1};
use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt;
use std::rc::Rc;

/// The topics of every cache, and what was published to them.
pub(super) struct TopicsByCache {
    limits: TopicLimits,
    /// The function's own cache.
    own: String,
    caches: RefCell<HashMap<String, Rc<Topics>>>,
    /// Each message with its cache and topic.
    published: RefCell<Vec<(String, String, Message)>>,
}

impl TopicsByCache {
    pub(super) fn new(limits: TopicLimits, own: String) -> Self {
        Self {
            limits,
            own,
            caches: RefCell::default(),
            published: RefCell::default(),
        }
    }

    fn of(&self, cache: &str) -> Rc<Topics> {
        let mut caches = self.caches.borrow_mut();
        let new = || Rc::new(Topics::new(self.limits.clone()));
        Rc::clone(caches.entry(cache.to_owned()).or_insert_with(new))
    }

    fn publish(&self, cache: &str, topic: &str, message: Message) -> Result<usize, ServiceError> {
        let reached = self.of(cache).publish(topic, message.clone())?;
        let published = (cache.to_owned(), topic.to_owned(), message);
        self.published.borrow_mut().push(published);
        Ok(reached)
    }

    /// Publishes to a topic of the function's own cache.
    pub(super) fn publish_own(
        &self,
        topic: &str,
        message: impl Into<Message>,
    ) -> Result<(), ServiceError> {
        self.publish(&self.own, topic, message.into()).map(drop)
    }

    /// Tells whether whatever is published to a topic can be: whether it has a name.
    pub(super) fn check(&self, topic: &str) -> Result<(), ServiceError> {
        self.of(&self.own).subscribe(topic).map(drop)
    }
}

impl v2::Host for TopicsByCache {
    fn publish(&self, topic: &str, value: &str) -> Result<(), v2::Error> {
        self.publish_own(topic, value).map_err(told)
    }

    fn publish_bytes(&self, topic: &str, value: Data) -> Result<(), v2::Error> {
        self.publish_own(topic, bytes(value)).map_err(told)
    }
}

impl v1::Host for TopicsByCache {
    fn publish(&self, topic: &str, value: &str) -> Result<(), v1::Error> {
        self.publish_own(topic, value).map_err(told)
    }

    fn publish_bytes(&self, topic: &str, value: &[u8]) -> Result<(), v1::Error> {
        self.publish_own(topic, value.to_vec()).map_err(told)
    }
}

/// A topic of one of a native host's caches.
pub struct NativeTopic {
    topics: Rc<TopicsByCache>,
    cache: String,
    name: String,
}

impl NativeTopic {
    pub(super) fn new(topics: Rc<TopicsByCache>, cache: &str, name: &str) -> Self {
        Self {
            topics,
            cache: cache.to_owned(),
            name: name.to_owned(),
        }
    }

    /// Returns what was published until now, in order, log lines that go to this topic included.
    #[must_use]
    pub fn messages(&self) -> Vec<Message> {
        let published = self.topics.published.borrow();
        let own = published
            .iter()
            .filter(|(cache, topic, _)| *cache == self.cache && *topic == self.name);
        own.map(|(_, _, message)| message.clone()).collect()
    }

    /// Returns what was published until now as texts; bytes that are not UTF-8 are replaced.
    #[must_use]
    pub fn texts(&self) -> Vec<String> {
        let messages = self.messages();
        let text = |message: &Message| String::from_utf8_lossy(message.as_bytes()).into_owned();
        messages.iter().map(text).collect()
    }

    /// Subscribes to what is published from now on.
    ///
    /// # Errors
    ///
    /// The topic has no name.
    pub fn subscribe(&self) -> Result<Subscription, ServiceError> {
        self.topics.of(&self.cache).subscribe(&self.name)
    }

    /// Publishes a message to whoever is subscribed now, and returns how many those are.
    ///
    /// # Errors
    ///
    /// The topic has no name, or the message is too large.
    pub fn publish(&self, message: impl Into<Message>) -> Result<usize, ServiceError> {
        self.topics.publish(&self.cache, &self.name, message.into())
    }
}

impl fmt::Debug for NativeTopic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NativeTopic")
            .field("cache", &self.cache)
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}
