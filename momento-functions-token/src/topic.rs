use serde::ser::{Serialize, Serializer};

use crate::role::roles;
use crate::scope::{CacheSelector, Fields, Scope, statement};

roles! {
    /// What a token's holder may do with topics.
    TopicRole {
        /// Nothing.
        TopicPermitNone = 0,
        /// Publish and subscribe.
        TopicReadWrite = 1,
        /// Subscribe.
        TopicReadOnly = 2,
        /// Publish.
        TopicWriteOnly = 3,
    }
}

/// Which topics of a cache a statement is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TopicSelector {
    /// The one topic of this name.
    TopicName(String),
    /// All topics whose name begins so.
    TopicNamePrefix(String),
}

/// A statement about the topics of caches.
///
/// It has one role, one choice of caches and one choice of topics; where one of them is said twice, the
/// last one counts.
///
/// # Examples
/// ```
/// use momento_functions_token::TopicPermissions;
///
/// let listen = TopicPermissions::read_only().with_cache("chat").with_topic("news");
/// # let _ = listen;
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicPermissions {
    role: TopicRole,
    caches: Scope<CacheSelector>,
    topics: Scope<TopicSelector>,
}

impl TopicPermissions {
    /// Makes a statement that allows nothing, and says nothing of caches and topics.
    #[must_use]
    pub fn new() -> Self {
        Self {
            role: TopicRole::TopicPermitNone,
            caches: Scope::Unsaid,
            topics: Scope::Unsaid,
        }
    }

    /// Allows publishing and subscribing, to all topics of all caches unless fewer are said.
    #[must_use]
    pub fn read_write() -> Self {
        Self::everywhere(TopicRole::TopicReadWrite)
    }

    /// Allows subscribing, to all topics of all caches unless fewer are said.
    #[must_use]
    pub fn read_only() -> Self {
        Self::everywhere(TopicRole::TopicReadOnly)
    }

    /// Allows publishing, to all topics of all caches unless fewer are said.
    #[must_use]
    pub fn write_only() -> Self {
        Self::everywhere(TopicRole::TopicWriteOnly)
    }

    fn everywhere(role: TopicRole) -> Self {
        Self::new()
            .with_role(role)
            .with_all_caches()
            .with_all_topics()
    }

    /// Sets what is allowed.
    #[must_use]
    pub fn with_role(self, role: TopicRole) -> Self {
        Self { role, ..self }
    }

    /// Says that it is about all caches.
    #[must_use]
    pub fn with_all_caches(self) -> Self {
        Self {
            caches: Scope::All,
            ..self
        }
    }

    /// Says that it is about this cache alone.
    #[must_use]
    pub fn with_cache(self, cache_name: impl Into<String>) -> Self {
        let caches = Scope::Only(CacheSelector::CacheName(cache_name.into()));
        Self { caches, ..self }
    }

    /// Says that it is about all topics.
    #[must_use]
    pub fn with_all_topics(self) -> Self {
        Self {
            topics: Scope::All,
            ..self
        }
    }

    /// Says that it is about this topic alone.
    #[must_use]
    pub fn with_topic(self, topic_name: impl Into<String>) -> Self {
        let topics = Scope::Only(TopicSelector::TopicName(topic_name.into()));
        Self { topics, ..self }
    }

    /// Says that it is about the topics alone whose name begins so.
    #[must_use]
    pub fn with_topic_prefix(self, prefix: impl Into<String>) -> Self {
        let topics = Scope::Only(TopicSelector::TopicNamePrefix(prefix.into()));
        Self { topics, ..self }
    }
}

impl Default for TopicPermissions {
    fn default() -> Self {
        Self::new()
    }
}

const TOPICS: Fields = Fields {
    all: "all_topics",
    selector: "topic_selector",
};

impl Serialize for TopicPermissions {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        statement(serializer, &self.role, &self.caches, (TOPICS, &self.topics))
    }
}

impl Serialize for TopicSelector {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (index, field, value) = match self {
            Self::TopicName(name) => (0, "topic_name", name),
            Self::TopicNamePrefix(prefix) => (1, "topic_name_prefix", prefix),
        };
        serializer.serialize_newtype_variant("TopicSelector", index, field, value)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{json, to_value};

    use super::*;

    #[test]
    fn nothing_said_is_only_a_role() {
        let expected = json!({"role": "TopicPermitNone"});
        assert_eq!(to_value(TopicPermissions::default()).unwrap(), expected);
    }

    #[test]
    fn all_is_a_field_that_is_null() {
        let of = |role| json!({"role": role, "all_caches": null, "all_topics": null});
        let all = [
            (TopicPermissions::read_write(), "TopicReadWrite"),
            (TopicPermissions::read_only(), "TopicReadOnly"),
            (TopicPermissions::write_only(), "TopicWriteOnly"),
        ];
        for (permissions, role) in all {
            assert_eq!(to_value(permissions).unwrap(), of(role));
        }
    }

    #[test]
    fn a_selector_takes_the_place_of_all() {
        let permissions = TopicPermissions::read_only()
            .with_cache("c")
            .with_topic("\"t\"");
        let expected = json!({
            "role": "TopicReadOnly",
            "cache_selector": {"cacheName": "c"},
            "topic_selector": {"topic_name": "\"t\""},
        });
        assert_eq!(to_value(permissions).unwrap(), expected);
    }

    #[test]
    fn the_last_thing_said_counts() {
        let permissions = TopicPermissions::new()
            .with_cache("c")
            .with_all_caches()
            .with_topic("t")
            .with_all_topics()
            .with_topic_prefix("p")
            .with_role(TopicRole::TopicWriteOnly);
        let expected = json!({
            "role": "TopicWriteOnly",
            "all_caches": null,
            "topic_selector": {"topic_name_prefix": "p"},
        });
        assert_eq!(to_value(permissions).unwrap(), expected);
    }
}
