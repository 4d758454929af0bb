use super::path::Path;
use crate::dynamodb::{AttributeValue, Item, Number};
use std::borrow::Cow;

/// What a condition compares.
#[derive(Debug)]
pub(in crate::dynamodb) enum Operand<'a> {
    /// What the item has there.
    Path(Path<'a>),
    /// What a `:value` stands for.
    Value(&'a AttributeValue),
    /// How large that is.
    Size(Box<Operand<'a>>),
}

impl<'a> Operand<'a> {
    /// Gives the value; none when the item has none, or it has no size.
    pub(super) fn of<'i>(&self, item: Option<&'i Item>) -> Option<Cow<'i, AttributeValue>>
    where
        'a: 'i,
    {
        match self {
            Self::Path(path) => path.find(item).map(Cow::Borrowed),
            Self::Value(value) => Some(Cow::Borrowed(*value)),
            Self::Size(operand) => {
                let size = size(&*operand.of(item)?)?;
                Some(Cow::Owned(AttributeValue::Number(Number::from_count(size))))
            }
        }
    }

    /// Gives the type, where the expression alone tells it.
    pub(super) fn kind(&self) -> Option<&'static str> {
        match self {
            Self::Path(_) => None,
            Self::Value(value) => Some(value.kind()),
            Self::Size(_) => Some("N"),
        }
    }
}

/// The characters of a text, the bytes of a binary, the elements of anything else.
fn size(value: &AttributeValue) -> Option<usize> {
    match value {
        AttributeValue::String(text) => Some(text.chars().count()),
        AttributeValue::Binary(bytes) => Some(bytes.len()),
        AttributeValue::StringSet(set) => Some(set.len()),
        AttributeValue::NumberSet(set) => Some(set.len()),
        AttributeValue::BinarySet(set) => Some(set.len()),
        AttributeValue::List(values) => Some(values.len()),
        AttributeValue::Map(values) => Some(values.len()),
        AttributeValue::Number(_) | AttributeValue::Bool(_) | AttributeValue::Null => None,
    }
}
