use momento_functions_models::dynamodb::{KeyAttribute, KeySchema, KeyType};
use schemars::JsonSchema;
use serde::Deserialize;

/// A table of `[local.dynamodb.NAME]`: in memory, and empty when the host starts.
///
/// # Examples
///
/// ```
/// use momento_functions_test_host::{Configuration, LocalTable};
/// use momento_functions_test_host::dynamodb::KeyType;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mut configuration = Configuration::from_toml(
///     r#"
///     [local.dynamodb.events]
///     partition-key = "id"
///     sort-key = { name = "at", type = "N" }
///     "#,
/// )?;
/// let again = LocalTable::new("id").with_sort_key(("at", KeyType::Number));
/// assert_eq!(configuration.local.dynamodb["events"], again);
/// configuration.local.dynamodb.insert("users".to_owned(), LocalTable::new("id"));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct LocalTable {
    /// The attribute that every item is found by.
    pub partition_key: LocalKey,
    /// The attribute that tells items with one partition key apart.
    #[serde(default)]
    pub sort_key: Option<LocalKey>,
}

/// An attribute of a table's primary key: a name alone is a text.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(from = "Written")]
#[schemars(into = "Written")]
#[non_exhaustive]
pub struct LocalKey {
    /// The attribute's name.
    pub name: String,
    /// The type: `S`, `N` or `B`.
    pub kind: KeyType,
}

impl LocalTable {
    /// Declares a table by its partition key.
    #[must_use]
    pub fn new(partition_key: impl Into<LocalKey>) -> Self {
        Self {
            partition_key: partition_key.into(),
            sort_key: None,
        }
    }

    /// Adds a sort key.
    #[must_use]
    pub fn with_sort_key(mut self, sort_key: impl Into<LocalKey>) -> Self {
        self.sort_key = Some(sort_key.into());
        self
    }

    pub(super) fn schema(&self) -> Result<KeySchema, &'static str> {
        let schema = KeySchema::new(self.partition_key.attribute()?);
        match &self.sort_key {
            None => Ok(schema),
            Some(sort) if sort.name == self.partition_key.name => {
                Err("the partition key and the sort key are two attributes")
            }
            Some(sort) => Ok(schema.with_sort(sort.attribute()?)),
        }
    }
}

impl LocalKey {
    /// AWS's quotas: the name of a key attribute has 1 to 255 characters.
    fn attribute(&self) -> Result<KeyAttribute, &'static str> {
        match self.name.chars().count() {
            1..=255 => Ok(KeyAttribute::new(&self.name, self.kind)),
            _ => Err("the name of a key attribute has 1 to 255 characters"),
        }
    }
}

impl From<&str> for LocalKey {
    fn from(name: &str) -> Self {
        Self::from((name, KeyType::String))
    }
}

impl From<(&str, KeyType)> for LocalKey {
    fn from((name, kind): (&str, KeyType)) -> Self {
        Self {
            name: name.to_owned(),
            kind,
        }
    }
}

/// A key as the file has it.
#[derive(Deserialize, JsonSchema)]
#[serde(
    untagged,
    expecting = "a key is a name, such as \"id\", or a name with a type, such as { name = \"id\", type = \"N\" }; the types are S, N and B"
)]
enum Written {
    Name(String),
    Typed(Typed),
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Typed {
    /// The attribute's name.
    name: String,
    /// The attribute's type.
    r#type: WrittenType,
}

#[derive(Deserialize, JsonSchema)]
enum WrittenType {
    /// A text.
    S,
    /// A number.
    N,
    /// Bytes.
    B,
}

impl From<Written> for LocalKey {
    fn from(written: Written) -> Self {
        match written {
            Written::Name(name) => Self::from(&*name),
            Written::Typed(Typed { name, r#type }) => Self {
                name,
                kind: match r#type {
                    WrittenType::S => KeyType::String,
                    WrittenType::N => KeyType::Number,
                    WrittenType::B => KeyType::Binary,
                },
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::configuration::Configuration;

    fn table(keys: &str) -> Result<LocalTable, String> {
        let text = format!("[local.dynamodb.users]\n{keys}");
        let read = Configuration::from_toml(&text).map_err(|error| error.to_string())?;
        Ok(read.local.dynamodb["users"].clone())
    }

    /// DDB.6
    #[test]
    fn a_key_is_a_text_unless_its_type_is_said() {
        assert_eq!(table("partition-key = 'id'"), Ok(LocalTable::new("id")));
        let both =
            "partition-key = { name = 'id', type = 'B' }\nsort-key = { name = 'at', type = 'N' }";
        let expected =
            LocalTable::new(("id", KeyType::Binary)).with_sort_key(("at", KeyType::Number));
        assert_eq!(table(both), Ok(expected));
        let text = "partition-key = { name = 'id', type = 'S' }";
        assert_eq!(table(text), Ok(LocalTable::new("id")));
    }

    /// DDB.6
    #[test]
    fn what_declares_no_table_is_told_what_does() {
        for (keys, reason) in [
            ("", "partition-key"),
            ("sort-key = 'at'", "partition-key"),
            ("partition-key = 1", "a key is a name"),
            (
                "partition-key = { name = 'id', type = 'SS' }",
                "the types are S, N and B",
            ),
            (
                "partition-key = { name = 'id', kind = 'S' }",
                "a key is a name",
            ),
            ("partition-key = 'id'\nrange-key = 'at'", "range-key"),
        ] {
            let error = table(keys).unwrap_err();
            assert!(error.contains(reason), "{keys}: {error}");
        }
    }
}
