use super::compare::{Comparator, begins_with, contains};
use super::operand::Operand;
use super::parser::Parser;
use super::path::Path;
use super::placeholders::Placeholders;
use crate::dynamodb::{DynamoDbError, Item};

/// A condition on an item, or on there being none.
#[derive(Debug)]
pub(in crate::dynamodb) enum Condition<'a> {
    Any(Vec<Self>),
    All(Vec<Self>),
    Not(Box<Self>),
    Compare(Comparator, Operand<'a>, Operand<'a>),
    /// The value, the lower bound, and the upper bound.
    Between(Operand<'a>, Operand<'a>, Operand<'a>),
    In(Operand<'a>, Vec<Operand<'a>>),
    Exists(Path<'a>),
    /// The value, and the name of its type.
    IsOf(Operand<'a>, &'a str),
    BeginsWith(Operand<'a>, Operand<'a>),
    Contains(Operand<'a>, Operand<'a>),
}

impl<'a> Condition<'a> {
    /// Reads a condition expression. With it come the attributes that it looks into.
    pub(in crate::dynamodb) fn parse(
        expression: &'a str,
        placeholders: &'a Placeholders<'a>,
    ) -> Result<(Self, Vec<&'a str>), DynamoDbError> {
        let mut parser = Parser::new("ConditionExpression", expression, placeholders)?;
        let condition = parser.condition()?;
        Ok((condition, parser.nested))
    }

    pub(in crate::dynamodb) fn holds(&self, item: Option<&Item>) -> bool {
        match self {
            Self::Any(conditions) => conditions.iter().any(|condition| condition.holds(item)),
            Self::All(conditions) => conditions.iter().all(|condition| condition.holds(item)),
            Self::Not(condition) => !condition.holds(item),
            Self::Compare(comparator, left, right) => compare(*comparator, left, right, item),
            Self::Between(value, low, high) => {
                compare(Comparator::GreaterOrEqual, value, low, item)
                    && compare(Comparator::LessOrEqual, value, high, item)
            }
            Self::In(value, list) => list
                .iter()
                .any(|other| compare(Comparator::Equal, value, other, item)),
            Self::Exists(path) => path.find(item).is_some(),
            Self::IsOf(value, kind) => value.of(item).is_some_and(|value| value.kind() == *kind),
            Self::BeginsWith(value, start) => value
                .of(item)
                .zip(start.of(item))
                .is_some_and(|(value, start)| begins_with(&value, &start)),
            Self::Contains(value, part) => value
                .of(item)
                .zip(part.of(item))
                .is_some_and(|(value, part)| contains(&value, &part)),
        }
    }
}

fn compare(
    comparator: Comparator,
    left: &Operand<'_>,
    right: &Operand<'_>,
    item: Option<&Item>,
) -> bool {
    comparator.holds(left.of(item).as_deref(), right.of(item).as_deref())
}
