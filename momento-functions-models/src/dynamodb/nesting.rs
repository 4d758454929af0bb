use super::{AttributeValue, DynamoDbError, Item};

/// How many levels an attribute may have, itself the first.
pub(super) const MAX_LEVELS: usize = 32;

/// Refuses an item with an attribute that is nested too deep.
pub(super) fn check(item: &Item) -> Result<(), DynamoDbError> {
    if item.iter().all(|(_, value)| fits(value, MAX_LEVELS)) {
        Ok(())
    } else {
        Err(too_deep())
    }
}

pub(super) fn too_deep() -> DynamoDbError {
    DynamoDbError::Validation(
        "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit; an attribute has at most 32 levels"
            .to_owned(),
    )
}

/// Tells whether a value has at most so many levels; it looks no deeper.
fn fits(value: &AttributeValue, levels: usize) -> bool {
    let Some(below) = levels.checked_sub(1) else {
        return false;
    };
    match value {
        AttributeValue::List(values) => values.iter().all(|value| fits(value, below)),
        AttributeValue::Map(values) => values.iter().all(|(_, value)| fits(value, below)),
        _ => true,
    }
}
