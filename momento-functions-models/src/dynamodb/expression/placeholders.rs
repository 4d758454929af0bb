use crate::dynamodb::error::invalid;
use crate::dynamodb::read::check_name;
use crate::dynamodb::{AttributeValue, DynamoDbError, Item};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt::Display;

/// How many bytes a `#name` or a `:value` may have, and all that they stand for: AWS's quotas.
const MAX_PLACEHOLDER: usize = 255;
const MAX_SUBSTITUTES: usize = 2 << 20;

const NAMES: &str = "ExpressionAttributeNames";
const VALUES: &str = "ExpressionAttributeValues";

/// What the placeholders of a request's expressions stand for.
#[derive(Debug)]
pub(in crate::dynamodb) struct Placeholders<'a> {
    names: Used<'a, &'a str>,
    values: Used<'a, &'a AttributeValue>,
}

/// Each with whether an expression has it.
type Used<'a, T> = BTreeMap<&'a str, (T, Cell<bool>)>;

impl<'a> Placeholders<'a> {
    pub(in crate::dynamodb) fn new(
        names: Option<&'a [(String, String)]>,
        values: Option<&'a Item>,
    ) -> Result<Self, DynamoDbError> {
        let names = names.map(self::names).transpose()?.unwrap_or_default();
        let values = values.map(self::values).transpose()?.unwrap_or_default();
        Ok(Self { names, values })
    }

    pub(super) fn name(&self, placeholder: &str) -> Option<&'a str> {
        found(&self.names, placeholder)
    }

    pub(super) fn value(&self, placeholder: &str) -> Option<&'a AttributeValue> {
        found(&self.values, placeholder)
    }

    /// Refuses what no expression has.
    pub(in crate::dynamodb) fn all_used(&self) -> Result<(), DynamoDbError> {
        check_used(NAMES, &self.names)?;
        check_used(VALUES, &self.values)
    }
}

fn names<'a>(names: &'a [(String, String)]) -> Result<Used<'a, &'a str>, DynamoDbError> {
    let sizes = names.iter().map(|(own, name)| own.len() + name.len());
    check(NAMES, sizes.sum(), names.iter().map(|(own, _)| own), '#')?;
    let mut all = Used::new();
    for (own, name) in names {
        check_name(name).map_err(|wrong| {
            refused(format!(
                "{NAMES} contains invalid value: {wrong}; key: {own}"
            ))
        })?;
        if all
            .insert(own.as_str(), (name.as_str(), Cell::new(false)))
            .is_some()
        {
            return Err(refused(format!("{NAMES} contains the key {own} twice")));
        }
    }
    Ok(all)
}

fn values(values: &Item) -> Result<Used<'_, &AttributeValue>, DynamoDbError> {
    let own = values.iter().map(|(own, _)| own);
    check(VALUES, values.size(), own, ':')?;
    let used = values
        .iter()
        .map(|(own, value)| (own.as_str(), (value, Cell::new(false))));
    Ok(used.collect())
}

/// Checks what names and values have in common: how many, how large, and how they are written.
fn check<'a>(
    what: &str,
    size: usize,
    placeholders: impl Iterator<Item = &'a String>,
    mark: char,
) -> Result<(), DynamoDbError> {
    let mut placeholders = placeholders.peekable();
    if placeholders.peek().is_none() {
        return Err(refused(format!("{what} must not be empty")));
    }
    if size > MAX_SUBSTITUTES {
        return Err(invalid(format!(
            "{what} exceeds max size; it has {size} bytes, at most {MAX_SUBSTITUTES} are allowed"
        )));
    }
    match placeholders.find(|own| !is_placeholder(own, mark)) {
        Some(own) => Err(refused(format!(
            "{what} contains invalid key: Syntax error; key: \"{own}\""
        ))),
        None => Ok(()),
    }
}

fn is_placeholder(text: &str, mark: char) -> bool {
    let word = text.strip_prefix(mark).unwrap_or_default();
    let legal = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    !word.is_empty() && text.len() <= MAX_PLACEHOLDER && word.bytes().all(legal)
}

fn found<T: Copy>(all: &Used<'_, T>, placeholder: &str) -> Option<T> {
    let (value, used) = all.get(placeholder)?;
    used.set(true);
    Some(*value)
}

fn check_used<T>(what: &str, all: &Used<'_, T>) -> Result<(), DynamoDbError> {
    let unused = all.iter().filter(|(_, (_, used))| !used.get());
    let unused: Vec<&str> = unused.map(|(own, _)| *own).collect();
    if unused.is_empty() {
        return Ok(());
    }
    Err(refused(format!(
        "Value provided in {what} unused in expressions: keys: {{{}}}",
        unused.join(", ")
    )))
}

fn refused(text: impl Display) -> DynamoDbError {
    DynamoDbError::Validation(text.to_string())
}
