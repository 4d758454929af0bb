use momento_functions_models::ServiceError;
use momento_functions_models::topic::{Message, Subscription, TopicLimits, Topics};
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

/// The topics of every cache of a host.
#[derive(Debug, Default)]
pub(crate) struct TopicsByCache {
    pub(crate) limits: TopicLimits,
    caches: Mutex<HashMap<String, Arc<Topics>>>,
}

impl TopicsByCache {
    /// Finds a cache's topics; a cache needs no making.
    pub(crate) fn of(&self, cache: &str) -> Arc<Topics> {
        let mut caches = self.caches.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(topics) = caches.get(cache) {
            return Arc::clone(topics);
        }
        let topics = Arc::new(Topics::new(self.limits.clone()));
        caches.insert(cache.to_owned(), Arc::clone(&topics));
        topics
    }
}

impl TopicsByCache {
    /// Tells whether a cache has topics already, or fewer than `most` caches have.
    pub(crate) fn has_room_for(&self, cache: &str, most: usize) -> bool {
        let caches = self.caches.lock().unwrap_or_else(PoisonError::into_inner);
        caches.len() < most || caches.contains_key(cache)
    }
}

/// A topic of one of a host's caches.
pub struct Topic {
    topics: Arc<Topics>,
    name: String,
}

impl Topic {
    pub(crate) fn new(topics: Arc<Topics>, name: &str) -> Self {
        Self {
            topics,
            name: name.to_owned(),
        }
    }

    /// Returns the topic's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    pub(crate) fn limits(&self) -> &TopicLimits {
        self.topics.limits()
    }

    /// Subscribes to what is published from now on. The subscription ends with the host.
    ///
    /// # Errors
    ///
    /// The topic has no name.
    pub fn subscribe(&self) -> Result<Subscription, ServiceError> {
        self.topics.subscribe(&self.name)
    }

    /// Publishes a message to whoever is subscribed now, and returns how many those are.
    ///
    /// # Errors
    ///
    /// The topic has no name, or the message is too large.
    pub fn publish(&self, message: impl Into<Message>) -> Result<usize, ServiceError> {
        self.topics.publish(&self.name, message)
    }
}

impl fmt::Debug for Topic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Topic")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}
