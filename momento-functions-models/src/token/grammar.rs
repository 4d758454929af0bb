//! The words of the permissions' JSON.

use super::permissions::Action;

/// The fields that say what a statement is about, of one kind of things.
#[derive(Debug)]
pub(super) struct ScopeWords {
    pub(super) all: &'static str,
    pub(super) selector: &'static str,
    pub(super) only: &'static str,
    /// The selector's field for a prefix, where there is one.
    pub(super) prefix: Option<&'static str>,
}

/// The words of one kind of statement.
#[derive(Debug)]
pub(super) struct StatementWords {
    pub(super) field: &'static str,
    pub(super) roles: &'static [(&'static str, &'static [Action])],
    pub(super) things: ScopeWords,
}

pub(super) static CACHES: ScopeWords = ScopeWords {
    all: "all_caches",
    selector: "cache_selector",
    only: "cacheName",
    prefix: None,
};

pub(super) static STATEMENTS: [StatementWords; 3] = [
    StatementWords {
        field: "cache_permissions",
        roles: &[
            ("CachePermitNone", &[]),
            ("CacheReadWrite", &[Action::ReadItem, Action::WriteItem]),
            ("CacheReadOnly", &[Action::ReadItem]),
            ("CacheWriteOnly", &[Action::WriteItem]),
        ],
        things: ScopeWords {
            all: "all_items",
            selector: "item_selector",
            only: "key",
            prefix: Some("key_prefix"),
        },
    },
    StatementWords {
        field: "topic_permissions",
        roles: &[
            ("TopicPermitNone", &[]),
            ("TopicReadWrite", &[Action::Subscribe, Action::Publish]),
            ("TopicReadOnly", &[Action::Subscribe]),
            ("TopicWriteOnly", &[Action::Publish]),
        ],
        things: ScopeWords {
            all: "all_topics",
            selector: "topic_selector",
            only: "topic_name",
            prefix: Some("topic_name_prefix"),
        },
    },
    StatementWords {
        field: "function_permissions",
        roles: &[
            ("FunctionPermitNone", &[]),
            ("FunctionInvoke", &[Action::Invoke]),
        ],
        things: ScopeWords {
            all: "all_functions",
            selector: "function_selector",
            only: "function_name",
            prefix: Some("function_name_prefix"),
        },
    },
];
