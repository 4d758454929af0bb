use super::error::invalid;
use super::{AttributeValue, DynamoDbError, Item, Number};

/// How many bytes the values of a key may have: AWS's quotas.
const MAX_PARTITION_KEY: usize = 2048;
const MAX_SORT_KEY: usize = 1024;

/// The types that a key attribute may have.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum KeyType {
    /// `S`: a text.
    #[default]
    String,
    /// `N`: a number.
    Number,
    /// `B`: bytes.
    Binary,
}

/// One attribute of a table's primary key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyAttribute {
    name: String,
    kind: KeyType,
}

/// A table's primary key: which attributes every item has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeySchema {
    partition: KeyAttribute,
    sort: Option<KeyAttribute>,
}

/// The values of one item's primary key.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    partition: KeyValue,
    sort: Option<KeyValue>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum KeyValue {
    String(String),
    Number(Number),
    Binary(Vec<u8>),
}

impl KeyType {
    fn name(self) -> &'static str {
        match self {
            Self::String => "S",
            Self::Number => "N",
            Self::Binary => "B",
        }
    }
}

impl KeyAttribute {
    /// Names a key attribute and its type.
    #[must_use]
    pub fn new(name: impl Into<String>, kind: KeyType) -> Self {
        Self {
            name: name.into(),
            kind,
        }
    }

    /// Names a key attribute that is a text.
    #[must_use]
    pub fn string(name: impl Into<String>) -> Self {
        Self::new(name, KeyType::String)
    }

    /// Returns the attribute's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Reads the value; none when it is of another type.
    fn read(&self, value: &AttributeValue) -> Option<KeyValue> {
        match (self.kind, value) {
            (KeyType::String, AttributeValue::String(text)) => Some(KeyValue::String(text.clone())),
            (KeyType::Number, AttributeValue::Number(number)) => Some(KeyValue::Number(*number)),
            (KeyType::Binary, AttributeValue::Binary(bytes)) => {
                Some(KeyValue::Binary(bytes.clone()))
            }
            _ => None,
        }
    }

    fn of_item(&self, item: &Item) -> Result<KeyValue, DynamoDbError> {
        let name = &self.name;
        let value = item
            .get(name)
            .ok_or_else(|| invalid(format!("Missing the key {name} in the item")))?;
        let read = self.read(value).ok_or_else(|| {
            let (expected, actual) = (self.kind.name(), value.kind());
            invalid(format!(
                "Type mismatch for key {name} expected: {expected} actual: {actual}"
            ))
        })?;
        self.full(read)
    }

    fn full(&self, value: KeyValue) -> Result<KeyValue, DynamoDbError> {
        let kind = match &value {
            KeyValue::String(text) if text.is_empty() => "string",
            KeyValue::Binary(bytes) if bytes.is_empty() => "binary",
            _ => return Ok(value),
        };
        Err(DynamoDbError::Validation(format!(
            "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty {kind} value. Key: {}",
            self.name
        )))
    }
}

impl KeySchema {
    /// Makes a primary key of a partition key alone.
    #[must_use]
    pub fn new(partition: KeyAttribute) -> Self {
        Self {
            partition,
            sort: None,
        }
    }

    /// Adds a sort key.
    #[must_use]
    pub fn with_sort(mut self, sort: KeyAttribute) -> Self {
        self.sort = Some(sort);
        self
    }

    /// Returns the attributes: the partition key, and then the sort key if there is one.
    pub fn attributes(&self) -> impl Iterator<Item = &KeyAttribute> {
        [&self.partition].into_iter().chain(&self.sort)
    }

    /// Reads the primary key of an item.
    pub(super) fn of_item(&self, item: &Item) -> Result<Key, DynamoDbError> {
        self.read(|attribute| attribute.of_item(item))
    }

    /// Reads a primary key that has come without an item: it has nothing else.
    pub(super) fn of_key(&self, key: &Item) -> Result<Key, DynamoDbError> {
        let strange = || {
            DynamoDbError::Validation(
                "The provided key element does not match the schema".to_owned(),
            )
        };
        if key.len() != self.attributes().count() {
            return Err(strange());
        }
        self.read(|attribute| {
            let value = key.get(&attribute.name);
            let value = value.and_then(|value| attribute.read(value));
            attribute.full(value.ok_or_else(strange)?)
        })
    }

    fn read(
        &self,
        mut value: impl FnMut(&KeyAttribute) -> Result<KeyValue, DynamoDbError>,
    ) -> Result<Key, DynamoDbError> {
        let partition = value(&self.partition)?;
        if partition.size() > MAX_PARTITION_KEY {
            return Err(invalid(
                "Size of hashkey has exceeded the maximum size limit of2048 bytes",
            ));
        }
        let sort = self.sort.as_ref().map(value).transpose()?;
        if sort.as_ref().map_or(0, KeyValue::size) > MAX_SORT_KEY {
            return Err(invalid(
                "Aggregated size of all range keys has exceeded the size limit of 1024 bytes",
            ));
        }
        Ok(Key { partition, sort })
    }
}

impl KeyValue {
    fn size(&self) -> usize {
        match self {
            Self::String(text) => text.len(),
            Self::Binary(bytes) => bytes.len(),
            // Always small enough.
            Self::Number(_) => 0,
        }
    }
}
