//! The expressions of DynamoDB: what is read of an item, and what must hold of it.

mod compare;
mod condition;
mod functions;
mod operand;
mod parser;
mod path;
mod placeholders;
mod projection;
mod reserved;
mod tokens;

pub(super) use condition::Condition;
pub(super) use placeholders::Placeholders;
pub(super) use projection::Projection;

use super::{DynamoDbError, KeySchema};

/// Refuses paths into a key attribute, which holds one plain value.
pub(super) fn check_scalar_keys(nested: &[&str], schema: &KeySchema) -> Result<(), DynamoDbError> {
    let is_key = |name: &str| {
        schema
            .attributes()
            .any(|attribute| attribute.name() == name)
    };
    match nested.iter().find(|name| is_key(name)) {
        Some(name) => Err(DynamoDbError::Validation(format!(
            "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: {name}"
        ))),
        None => Ok(()),
    }
}
