use serde::ser::{Serialize, Serializer};

use crate::role::roles;
use crate::scope::{CacheSelector, Fields, Scope, statement};

roles! {
    /// What a token's holder may do with functions.
    FunctionRole {
        /// Nothing.
        FunctionPermitNone = 0,
        /// Invoke them.
        FunctionInvoke = 1,
    }
}

/// Which functions of a cache a statement is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FunctionSelector {
    /// The one function of this name.
    FunctionName(String),
    /// All functions whose name begins so.
    FunctionNamePrefix(String),
}

/// A statement about the functions of caches.
///
/// It has one role, one choice of caches and one choice of functions; where one of them is said twice,
/// the last one counts.
///
/// # Examples
/// ```
/// use momento_functions_token::FunctionPermissions;
///
/// let search = FunctionPermissions::invoke().with_cache("shop").with_function("search");
/// # let _ = search;
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FunctionPermissions {
    /// What is allowed.
    pub role: FunctionRole,
    caches: Scope<CacheSelector>,
    functions: Scope<FunctionSelector>,
}

impl FunctionPermissions {
    /// Makes a statement that allows nothing, and says nothing of caches and functions.
    #[must_use]
    pub fn new() -> Self {
        Self {
            role: FunctionRole::FunctionPermitNone,
            caches: Scope::Unsaid,
            functions: Scope::Unsaid,
        }
    }

    /// Allows invoking, all functions of all caches unless fewer are said.
    #[must_use]
    pub fn invoke() -> Self {
        Self::new()
            .with_role(FunctionRole::FunctionInvoke)
            .with_all_caches()
            .with_all_functions()
    }

    /// Sets what is allowed.
    #[must_use]
    pub fn with_role(self, role: FunctionRole) -> Self {
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

    /// Says that it is about all functions.
    #[must_use]
    pub fn with_all_functions(self) -> Self {
        Self {
            functions: Scope::All,
            ..self
        }
    }

    /// Says that it is about this function alone.
    #[must_use]
    pub fn with_function(self, function_name: impl Into<String>) -> Self {
        let functions = Scope::Only(FunctionSelector::FunctionName(function_name.into()));
        Self { functions, ..self }
    }

    /// Says that it is about the functions alone whose name begins so.
    #[must_use]
    pub fn with_function_prefix(self, prefix: impl Into<String>) -> Self {
        let functions = Scope::Only(FunctionSelector::FunctionNamePrefix(prefix.into()));
        Self { functions, ..self }
    }
}

impl Default for FunctionPermissions {
    fn default() -> Self {
        Self::new()
    }
}

const FUNCTIONS: Fields = Fields {
    all: "all_functions",
    selector: "function_selector",
};

impl Serialize for FunctionPermissions {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let functions = (FUNCTIONS, &self.functions);
        statement(serializer, &self.role, &self.caches, functions)
    }
}

impl Serialize for FunctionSelector {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (index, field, value) = match self {
            Self::FunctionName(name) => (0, "function_name", name),
            Self::FunctionNamePrefix(prefix) => (1, "function_name_prefix", prefix),
        };
        serializer.serialize_newtype_variant("FunctionSelector", index, field, value)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{json, to_value};

    use super::*;

    #[test]
    fn nothing_said_is_only_a_role() {
        let expected = json!({"role": "FunctionPermitNone"});
        assert_eq!(to_value(FunctionPermissions::default()).unwrap(), expected);
    }

    #[test]
    fn all_is_a_field_that_is_null() {
        let expected = json!({"role": "FunctionInvoke", "all_caches": null, "all_functions": null});
        assert_eq!(to_value(FunctionPermissions::invoke()).unwrap(), expected);
    }

    #[test]
    fn a_selector_takes_the_place_of_all() {
        let permissions = FunctionPermissions::invoke()
            .with_cache("c")
            .with_function("f");
        let expected = json!({
            "role": "FunctionInvoke",
            "cache_selector": {"cacheName": "c"},
            "function_selector": {"function_name": "f"},
        });
        assert_eq!(to_value(permissions).unwrap(), expected);
    }

    #[test]
    fn the_last_thing_said_counts() {
        let permissions = FunctionPermissions::new()
            .with_cache("c")
            .with_all_caches()
            .with_function("f")
            .with_all_functions()
            .with_function_prefix("p")
            .with_role(FunctionRole::FunctionInvoke);
        let expected = json!({
            "role": "FunctionInvoke",
            "all_caches": null,
            "function_selector": {"function_name_prefix": "p"},
        });
        assert_eq!(to_value(permissions).unwrap(), expected);
    }
}
