//! How large an item is, as AWS's developer guide counts it ("DynamoDB item sizes and formats").

use super::{AttributeValue, Item, Number};

impl Item {
    /// Returns the size in bytes, as DynamoDB counts it: names and values, no JSON.
    #[must_use]
    pub fn size(&self) -> usize {
        self.iter()
            .map(|(name, value)| name.len() + value.size())
            .sum()
    }
}

/// What a row of a table costs beside its values.
const ROW: usize = 256;

impl Item {
    /// Returns about how many bytes of this machine's memory the item takes in a table.
    pub(super) fn memory(&self) -> usize {
        ROW + self.attributes()
    }

    fn attributes(&self) -> usize {
        let attributes = self.iter().map(|(name, value)| {
            size_of::<(String, AttributeValue)>() + name.len() + value.memory()
        });
        attributes.sum()
    }
}

impl AttributeValue {
    /// What a value takes beside its place in whatever holds it.
    fn memory(&self) -> usize {
        // No allocation is smaller than this.
        let part = |bytes: usize| size_of::<String>() + bytes.max(16);
        match self {
            Self::StringSet(set) => set.iter().map(|text| part(text.len())).sum(),
            Self::BinarySet(set) => set.iter().map(|bytes| part(bytes.len())).sum(),
            Self::NumberSet(set) => set.len() * size_of::<Number>(),
            Self::List(values) => {
                let values = values
                    .iter()
                    .map(|value| size_of::<Self>() + value.memory());
                values.sum()
            }
            Self::Map(values) => values.attributes(),
            Self::String(_) | Self::Number(_) | Self::Binary(_) | Self::Bool(_) | Self::Null => {
                self.size()
            }
        }
    }
}

impl AttributeValue {
    fn size(&self) -> usize {
        match self {
            Self::String(text) => text.len(),
            Self::Number(number) => number.size(),
            Self::Binary(bytes) => bytes.len(),
            Self::Bool(_) | Self::Null => 1,
            Self::StringSet(set) => set.iter().map(String::len).sum(),
            Self::NumberSet(set) => set.iter().map(|number| number.size()).sum(),
            Self::BinarySet(set) => set.iter().map(Vec::len).sum(),
            // Three bytes for the document, and one for each of its elements.
            Self::List(values) => 3 + values.iter().map(|value| 1 + value.size()).sum::<usize>(),
            Self::Map(values) => 3 + values.len() + values.size(),
        }
    }
}

impl Number {
    /// One byte, and one more for each two significant digits.
    fn size(self) -> usize {
        1 + self.significant().div_ceil(2)
    }
}
