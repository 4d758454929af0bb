//! How two values compare: what is of different types, or is not there, is neither equal nor in order.

use crate::dynamodb::AttributeValue;
use memchr::memmem;
use std::cmp::Ordering;

/// A comparator of a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::dynamodb) enum Comparator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Comparator {
    pub(super) fn read(operator: &str) -> Option<Self> {
        Some(match operator {
            "=" => Self::Equal,
            "<>" => Self::NotEqual,
            "<" => Self::Less,
            "<=" => Self::LessOrEqual,
            ">" => Self::Greater,
            ">=" => Self::GreaterOrEqual,
            _ => return None,
        })
    }

    /// Tells whether it asks which of two values is larger.
    pub(super) fn orders(self) -> bool {
        !matches!(self, Self::Equal | Self::NotEqual)
    }

    pub(super) fn holds(
        self,
        left: Option<&AttributeValue>,
        right: Option<&AttributeValue>,
    ) -> bool {
        let equal = || left.is_some() && left == right;
        let ordered = || order(left?, right?);
        match self {
            Self::Equal => equal(),
            Self::NotEqual => !equal(),
            Self::Less => ordered().is_some_and(Ordering::is_lt),
            Self::LessOrEqual => ordered().is_some_and(Ordering::is_le),
            Self::Greater => ordered().is_some_and(Ordering::is_gt),
            Self::GreaterOrEqual => ordered().is_some_and(Ordering::is_ge),
        }
    }
}

/// Orders texts by their UTF-8, numbers by value, and bytes.
pub(super) fn order(left: &AttributeValue, right: &AttributeValue) -> Option<Ordering> {
    match (left, right) {
        (AttributeValue::String(left), AttributeValue::String(right)) => Some(left.cmp(right)),
        (AttributeValue::Number(left), AttributeValue::Number(right)) => Some(left.cmp(right)),
        (AttributeValue::Binary(left), AttributeValue::Binary(right)) => Some(left.cmp(right)),
        _ => None,
    }
}

pub(super) fn begins_with(value: &AttributeValue, start: &AttributeValue) -> bool {
    match (value, start) {
        (AttributeValue::String(value), AttributeValue::String(start)) => value.starts_with(start),
        (AttributeValue::Binary(value), AttributeValue::Binary(start)) => value.starts_with(start),
        _ => false,
    }
}

/// Tells whether a text or bytes have a part, or a set or a list an element.
pub(super) fn contains(value: &AttributeValue, part: &AttributeValue) -> bool {
    // The search takes a time that grows with both lengths, not with their product.
    let within = |value: &[u8], part: &[u8]| memmem::find(value, part).is_some();
    match (value, part) {
        (AttributeValue::String(value), AttributeValue::String(part)) => {
            within(value.as_bytes(), part.as_bytes())
        }
        (AttributeValue::Binary(value), AttributeValue::Binary(part)) => within(value, part),
        (AttributeValue::StringSet(set), AttributeValue::String(part)) => set.contains(part),
        (AttributeValue::NumberSet(set), AttributeValue::Number(part)) => set.contains(part),
        (AttributeValue::BinarySet(set), AttributeValue::Binary(part)) => set.contains(part),
        (AttributeValue::List(values), part) => values.contains(part),
        _ => false,
    }
}
