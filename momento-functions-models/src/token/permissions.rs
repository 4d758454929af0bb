use super::TokenError;
use super::parse;
use super::scope::Scope;

/// How many statements a token has at most.
pub const MAX_STATEMENTS: usize = 20;

/// What a token's holder wants to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Read an item, by its key.
    ReadItem,
    /// Write an item, by its key.
    WriteItem,
    /// Subscribe to a topic, by its name.
    Subscribe,
    /// Publish to a topic, by its name.
    Publish,
    /// Invoke a function, by its name.
    Invoke,
}

/// What a token allows: whatever one of its statements does.
///
/// # Examples
///
/// ```
/// use momento_functions_models::token::{Action, Permissions};
///
/// let permissions = Permissions::parse(
///     r#"{"explicit": {"permissions": [{"function_permissions": {
///         "role": "FunctionInvoke",
///         "all_caches": null,
///         "function_selector": {"function_name_prefix": "public-"}
///     }}]}}"#,
/// )?;
/// assert!(permissions.allow(Action::Invoke, "shop", "public-search"));
/// assert!(!permissions.allow(Action::Invoke, "shop", "admin"));
/// # Ok::<(), momento_functions_models::token::TokenError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permissions {
    statements: Vec<Statement>,
}

/// One statement of what a token allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Statement {
    pub(super) actions: &'static [Action],
    pub(super) caches: Scope,
    pub(super) things: Scope,
}

impl Permissions {
    /// Reads the JSON text that a function asks for a token with.
    ///
    /// # Errors
    ///
    /// [`TokenError::InvalidArgument`] when the text is no such JSON, with the place; a field that
    /// is not known is an error too. [`TokenError::LimitExceeded`] when it has more than
    /// [`MAX_STATEMENTS`] statements.
    pub fn parse(text: &str) -> Result<Self, TokenError> {
        let statements = parse::statements(text)?;
        if statements.len() > MAX_STATEMENTS {
            return Err(TokenError::LimitExceeded(format!(
                "a token has at most {MAX_STATEMENTS} statements; this one has {}",
                statements.len(),
            )));
        }
        Ok(Self { statements })
    }

    /// Tells whether an action is allowed on a thing of a cache, a function's name for instance.
    #[must_use]
    pub fn allow(&self, action: Action, cache: &str, thing: impl AsRef<[u8]>) -> bool {
        self.allow_bytes(action, cache.as_bytes(), thing.as_ref())
    }

    fn allow_bytes(&self, action: Action, cache: &[u8], thing: &[u8]) -> bool {
        self.statements.iter().any(|statement| {
            statement.actions.contains(&action)
                && statement.caches.covers(cache)
                && statement.things.covers(thing)
        })
    }
}
