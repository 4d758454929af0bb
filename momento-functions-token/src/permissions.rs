use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::{CachePermissions, FunctionPermissions, TopicPermissions};

/// What a token allows: statements, each of which adds to the others.
///
/// # Limits
/// A token has at most 20 statements.
///
/// # Examples
/// ```
/// use momento_functions_token::{FunctionPermissions, Permissions, TopicPermissions};
///
/// let permissions = Permissions::new()
///     .with_function(FunctionPermissions::invoke().with_function_prefix("public-"))
///     .with_topic(TopicPermissions::read_only());
/// # let _ = permissions;
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Permissions {
    explicit: ExplicitPermissions,
}

/// A list of statements.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExplicitPermissions {
    /// The statements, in any order.
    pub permissions: Vec<PermissionsType>,
}

/// One statement of what a token allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PermissionsType {
    /// About the items of caches.
    CachePermissions(CachePermissions),
    /// About topics.
    TopicPermissions(TopicPermissions),
    /// About functions.
    FunctionPermissions(FunctionPermissions),
}

impl Permissions {
    /// Makes permissions without a statement, which allow nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a statement about the items of caches.
    #[must_use]
    pub fn with_cache(self, permissions: CachePermissions) -> Self {
        self.with(PermissionsType::CachePermissions(permissions))
    }

    /// Adds a statement about topics.
    #[must_use]
    pub fn with_topic(self, permissions: TopicPermissions) -> Self {
        self.with(PermissionsType::TopicPermissions(permissions))
    }

    /// Adds a statement about functions.
    #[must_use]
    pub fn with_function(self, permissions: FunctionPermissions) -> Self {
        self.with(PermissionsType::FunctionPermissions(permissions))
    }

    fn with(mut self, statement: PermissionsType) -> Self {
        self.explicit.permissions.push(statement);
        self
    }
}

impl From<ExplicitPermissions> for Permissions {
    fn from(explicit: ExplicitPermissions) -> Self {
        Self { explicit }
    }
}

/// The text that the host takes.
impl Serialize for Permissions {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Permissions", 1)?;
        object.serialize_field("explicit", &self.explicit)?;
        object.end()
    }
}

impl Serialize for ExplicitPermissions {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("ExplicitPermissions", 1)?;
        object.serialize_field("permissions", &self.permissions)?;
        object.end()
    }
}

impl Serialize for PermissionsType {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let name = "PermissionsType";
        match self {
            Self::CachePermissions(cache) => {
                serializer.serialize_newtype_variant(name, 0, "cache_permissions", cache)
            }
            Self::TopicPermissions(topic) => {
                serializer.serialize_newtype_variant(name, 1, "topic_permissions", topic)
            }
            Self::FunctionPermissions(function) => {
                serializer.serialize_newtype_variant(name, 2, "function_permissions", function)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_statement_is_an_empty_list() {
        let text = serde_json::to_string(&Permissions::default()).unwrap();
        assert_eq!(text, r#"{"explicit":{"permissions":[]}}"#);
    }

    #[test]
    fn statements_are_written_in_order_each_under_its_kind() {
        let permissions = Permissions::new()
            .with_cache(CachePermissions::new())
            .with_topic(TopicPermissions::new())
            .with_function(FunctionPermissions::new());
        let text = serde_json::to_string(&permissions).unwrap();
        let expected = concat!(
            r#"{"explicit":{"permissions":["#,
            r#"{"cache_permissions":{"role":"CachePermitNone"}},"#,
            r#"{"topic_permissions":{"role":"TopicPermitNone"}},"#,
            r#"{"function_permissions":{"role":"FunctionPermitNone"}}]}}"#,
        );
        assert_eq!(text, expected);
    }

    #[test]
    fn a_list_of_statements_becomes_permissions() {
        let topic = TopicPermissions::read_only();
        let explicit = ExplicitPermissions {
            permissions: vec![PermissionsType::TopicPermissions(topic.clone())],
        };
        assert_eq!(
            Permissions::from(explicit),
            Permissions::new().with_topic(topic)
        );
    }
}
