use serde::ser::{Serialize, Serializer};

use crate::role::roles;
use crate::scope::{CacheSelector, Fields, Scope, statement};

roles! {
    /// What a token's holder may do with the items of a cache.
    CacheRole {
        /// Nothing.
        CachePermitNone = 0,
        /// Read and write.
        CacheReadWrite = 1,
        /// Read.
        CacheReadOnly = 2,
        /// Write, without learning what is there: conditional writes are not among it.
        CacheWriteOnly = 3,
    }
}

/// Which items of a cache a statement is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CacheItemSelector {
    /// The one item with this key.
    Key(Vec<u8>),
    /// All items whose key begins with these bytes.
    KeyPrefix(Vec<u8>),
}

/// A statement about the items of caches.
///
/// It has one role, one choice of caches and one choice of items; where one of them is said twice, the
/// last one counts.
///
/// # Examples
/// ```
/// use momento_functions_token::CachePermissions;
///
/// let own_items = CachePermissions::read_write().with_cache("profiles").with_key_prefix("ada/");
/// # let _ = own_items;
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CachePermissions {
    role: CacheRole,
    caches: Scope<CacheSelector>,
    items: Scope<CacheItemSelector>,
}

impl CachePermissions {
    /// Makes a statement that allows nothing, and says nothing of caches and items.
    #[must_use]
    pub fn new() -> Self {
        Self {
            role: CacheRole::CachePermitNone,
            caches: Scope::Unsaid,
            items: Scope::Unsaid,
        }
    }

    /// Allows reading and writing, all items of all caches unless fewer are said.
    #[must_use]
    pub fn read_write() -> Self {
        Self::everywhere(CacheRole::CacheReadWrite)
    }

    /// Allows reading, all items of all caches unless fewer are said.
    #[must_use]
    pub fn read_only() -> Self {
        Self::everywhere(CacheRole::CacheReadOnly)
    }

    /// Allows writing, all items of all caches unless fewer are said.
    #[must_use]
    pub fn write_only() -> Self {
        Self::everywhere(CacheRole::CacheWriteOnly)
    }

    fn everywhere(role: CacheRole) -> Self {
        Self::new()
            .with_role(role)
            .with_all_caches()
            .with_all_items()
    }

    /// Sets what is allowed.
    #[must_use]
    pub fn with_role(self, role: CacheRole) -> Self {
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

    /// Says that it is about all items.
    #[must_use]
    pub fn with_all_items(self) -> Self {
        Self {
            items: Scope::All,
            ..self
        }
    }

    /// Says that it is about the item with this key alone.
    #[must_use]
    pub fn with_key(self, key: impl Into<Vec<u8>>) -> Self {
        let items = Scope::Only(CacheItemSelector::Key(key.into()));
        Self { items, ..self }
    }

    /// Says that it is about the items alone whose key begins with these bytes.
    #[must_use]
    pub fn with_key_prefix(self, prefix: impl Into<Vec<u8>>) -> Self {
        let items = Scope::Only(CacheItemSelector::KeyPrefix(prefix.into()));
        Self { items, ..self }
    }
}

impl Default for CachePermissions {
    fn default() -> Self {
        Self::new()
    }
}

const ITEMS: Fields = Fields {
    all: "all_items",
    selector: "item_selector",
};

impl Serialize for CachePermissions {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        statement(serializer, &self.role, &self.caches, (ITEMS, &self.items))
    }
}

/// Keys are lists of numbers, since they need not be text.
impl Serialize for CacheItemSelector {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let name = "CacheItemSelector";
        match self {
            Self::Key(key) => serializer.serialize_newtype_variant(name, 0, "key", key),
            Self::KeyPrefix(prefix) => {
                serializer.serialize_newtype_variant(name, 1, "key_prefix", prefix)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{json, to_value};

    use super::*;

    #[test]
    fn nothing_said_is_only_a_role() {
        let expected = json!({"role": "CachePermitNone"});
        assert_eq!(to_value(CachePermissions::default()).unwrap(), expected);
    }

    #[test]
    fn all_is_a_field_that_is_null() {
        let of = |role| json!({"role": role, "all_caches": null, "all_items": null});
        let all = [
            (CachePermissions::read_write(), "CacheReadWrite"),
            (CachePermissions::read_only(), "CacheReadOnly"),
            (CachePermissions::write_only(), "CacheWriteOnly"),
        ];
        for (permissions, role) in all {
            assert_eq!(to_value(permissions).unwrap(), of(role));
        }
    }

    #[test]
    fn a_selector_takes_the_place_of_all() {
        let permissions = CachePermissions::read_only().with_cache("c").with_key("ab");
        let expected = json!({
            "role": "CacheReadOnly",
            "cache_selector": {"cacheName": "c"},
            "item_selector": {"key": [97, 98]},
        });
        assert_eq!(to_value(permissions).unwrap(), expected);
    }

    #[test]
    fn the_last_thing_said_counts() {
        let permissions = CachePermissions::new()
            .with_cache("c")
            .with_all_caches()
            .with_key("a")
            .with_all_items()
            .with_key_prefix([0, 255])
            .with_role(CacheRole::CacheWriteOnly);
        let expected = json!({
            "role": "CacheWriteOnly",
            "all_caches": null,
            "item_selector": {"key_prefix": [0, 255]},
        });
        assert_eq!(to_value(permissions).unwrap(), expected);
    }
}
