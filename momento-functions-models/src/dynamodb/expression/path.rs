use crate::dynamodb::{AttributeValue, Item};
use std::fmt::{self, Display, Formatter};

/// How many elements a path may have: AWS's quotas.
pub(super) const MAX_ELEMENTS: usize = 32;

/// The largest index of a list that an expression may name.
pub(super) const MAX_INDEX: usize = i32::MAX as usize;

/// One step of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::dynamodb) enum Element<'a> {
    Name(&'a str),
    Index(usize),
}

/// Where a value stands in an item: `orders[0].price`, for example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::dynamodb) struct Path<'a> {
    pub(super) root: &'a str,
    pub(super) rest: Vec<Element<'a>>,
}

impl<'a> Path<'a> {
    /// Finds the value; none when there is none, or another kind of value on the way.
    pub(super) fn find<'i>(&self, item: Option<&'i Item>) -> Option<&'i AttributeValue> {
        let root = item?.get(self.root);
        self.rest
            .iter()
            .fold(root, |value, element| match (value?, element) {
                (AttributeValue::Map(values), Element::Name(name)) => values.get(name),
                (AttributeValue::List(values), Element::Index(index)) => values.get(*index),
                _ => None,
            })
    }

    pub(super) fn elements(&self) -> impl Iterator<Item = Element<'a>> + '_ {
        let root = [Element::Name(self.root)];
        root.into_iter().chain(self.rest.iter().copied())
    }
}

/// As DynamoDB's errors write a path: `[orders, [0], price]`.
impl Display for Path<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "[{}", self.root)?;
        for element in &self.rest {
            match element {
                Element::Name(name) => write!(f, ", {name}")?,
                Element::Index(index) => write!(f, ", [{index}]")?,
            }
        }
        f.write_str("]")
    }
}
