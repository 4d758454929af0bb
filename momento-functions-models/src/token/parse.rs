//! The permissions' JSON, read strictly: a field that is not known would be a permission that is
//! silently not there.

use super::TokenError;
use super::grammar::{CACHES, STATEMENTS, ScopeWords, StatementWords};
use super::permissions::{Action, Statement};
use super::scope::Scope;
use serde_json::{Map, Value};

type Fields = Map<String, Value>;
type Result<T> = std::result::Result<T, TokenError>;

pub(super) fn statements(text: &str) -> Result<Vec<Statement>> {
    let value: Value = serde_json::from_str(text).map_err(|error| {
        TokenError::InvalidArgument(format!("permissions are no JSON: {error}"))
    })?;
    let explicit = only_field("permissions", &value, "explicit")?;
    let list = only_field("`explicit`", explicit, "permissions")?;
    let list = list
        .as_array()
        .ok_or_else(|| invalid("`explicit.permissions` is a list of statements"))?;
    list.iter().map(statement).collect()
}

fn statement(value: &Value) -> Result<Statement> {
    let fields = object("a statement", value)?;
    let known = |words: &'static StatementWords| Some((words, fields.get(words.field)?));
    match (STATEMENTS.iter().find_map(known), fields.len()) {
        (Some((words, value)), 1) => kind_of_statement(words, value),
        _ => Err(invalid(format!(
            "a statement has one field, {}; this one has {}",
            one_of(STATEMENTS.iter().map(|words| words.field)),
            names(fields),
        ))),
    }
}

fn kind_of_statement(words: &'static StatementWords, value: &Value) -> Result<Statement> {
    let (what, things) = (words.field, &words.things);
    let fields = object(what, value)?;
    let scopes = [CACHES.all, CACHES.selector, things.all, things.selector];
    let known = |name: &str| name == "role" || scopes.contains(&name);
    if let Some(unknown) = fields.keys().find(|name| !known(name)) {
        let all = one_of(["role"].into_iter().chain(scopes));
        return Err(invalid(format!(
            "`{what}` has no field `{unknown}`; it may have {all}"
        )));
    }
    Ok(Statement {
        actions: role(words, fields)?,
        caches: scope(&CACHES, fields)?,
        things: scope(things, fields)?,
    })
}

fn role(words: &'static StatementWords, fields: &Fields) -> Result<&'static [Action]> {
    let name = fields.get("role").and_then(Value::as_str);
    let role = words.roles.iter().find(|(role, _)| Some(*role) == name);
    let actions = role.map(|(_, actions)| *actions);
    actions.ok_or_else(|| {
        let roles = one_of(words.roles.iter().map(|(role, _)| *role));
        invalid(format!("the role of `{}` is {roles}", words.field))
    })
}

/// Both together are what the published crates say after `read_only().with_cache("c")`: an author who
/// names one means that one, and the narrower reading gives nothing away.
fn scope(words: &ScopeWords, fields: &Fields) -> Result<Scope> {
    match (fields.get(words.all), fields.get(words.selector)) {
        (None, None) => Ok(Scope::Unsaid),
        (Some(Value::Null), None) => Ok(Scope::All),
        (None | Some(Value::Null), Some(selector)) => select(words, selector),
        (Some(_), _) => Err(invalid(format!(
            "`{}` is null, where it is there",
            words.all
        ))),
    }
}

fn select(words: &ScopeWords, value: &Value) -> Result<Scope> {
    let fields = object(words.selector, value)?;
    let mut fields = fields.iter();
    let selected = match (fields.next(), fields.next()) {
        (Some((field, value)), None) if field == words.only => bytes(value).map(Scope::Only),
        (Some((field, value)), None) if Some(field.as_str()) == words.prefix => {
            bytes(value).map(Scope::Prefix)
        }
        _ => None,
    };
    selected.ok_or_else(|| {
        let names = one_of([words.only].into_iter().chain(words.prefix));
        invalid(format!(
            "`{}` has one field, {names}, which is a name",
            words.selector
        ))
    })
}

/// A name is a text, or a list of bytes where it need not be one.
fn bytes(value: &Value) -> Option<Vec<u8>> {
    match value {
        Value::String(text) => Some(text.clone().into_bytes()),
        Value::Array(list) => list.iter().map(byte).collect(),
        _ => None,
    }
}

fn byte(value: &Value) -> Option<u8> {
    value.as_u64().and_then(|number| u8::try_from(number).ok())
}

fn only_field<'a>(what: &str, value: &'a Value, field: &str) -> Result<&'a Value> {
    let fields = object(what, value)?;
    let inner = fields.get(field).filter(|_| fields.len() == 1);
    inner.ok_or_else(|| {
        invalid(format!(
            "the one field of {what} is `{field}`; there is {}",
            names(fields)
        ))
    })
}

fn object<'a>(what: &str, value: &'a Value) -> Result<&'a Fields> {
    let fields = value.as_object();
    fields.ok_or_else(|| invalid(format!("{what} is an object")))
}

fn names(fields: &Fields) -> String {
    if fields.is_empty() {
        return "none".to_owned();
    }
    let names: Vec<String> = fields.keys().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

fn one_of<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    names.join(" or ")
}

fn invalid(text: impl Into<String>) -> TokenError {
    TokenError::InvalidArgument(text.into())
}
