use std::collections::HashMap;
use std::fmt;

use base64::{Engine, prelude::BASE64_STANDARD};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

/// The value of one attribute, by its DynamoDB type.
///
/// In JSON it is an object with one member, named for the type: `{"S": "text"}`, `{"N": "1"}`.
///
/// # Examples
/// ```
/// use momento_functions_aws_ddb::AttributeValue;
///
/// assert_eq!(AttributeValue::from(12), AttributeValue::Number("12".to_string()));
/// let number: i64 = AttributeValue::from(12).try_into()?;
/// assert_eq!(number, 12);
/// # Ok::<(), momento_functions_aws_ddb::NumericConversionError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AttributeValue {
    /// Bytes, written in base64 (`B`).
    Binary(String),
    /// Different byte strings, each written in base64 (`BS`).
    BinarySet(Vec<String>),
    /// True or false (`BOOL`).
    Boolean(bool),
    /// Values in an order (`L`).
    List(Vec<AttributeValue>),
    /// Values by their names (`M`).
    Map(HashMap<String, AttributeValue>),
    /// No value (`NULL`); always `true`.
    Null(bool),
    /// A number of at most 38 digits, written in decimal (`N`).
    Number(String),
    /// Different numbers (`NS`).
    NumberSet(Vec<String>),
    /// A text (`S`).
    String(String),
    /// Different texts (`SS`).
    StringSet(Vec<String>),
}

/// The names of the types in JSON.
const TYPES: &[&str] = &["B", "BS", "BOOL", "L", "M", "NULL", "N", "NS", "S", "SS"];

impl AttributeValue {
    /// The type's name, as its case is called.
    pub(crate) fn type_name(&self) -> &'static str {
        match self {
            Self::Binary(_) => "Binary",
            Self::BinarySet(_) => "BinarySet",
            Self::Boolean(_) => "Boolean",
            Self::List(_) => "List",
            Self::Map(_) => "Map",
            Self::Null(_) => "Null",
            Self::Number(_) => "Number",
            Self::NumberSet(_) => "NumberSet",
            Self::String(_) => "String",
            Self::StringSet(_) => "StringSet",
        }
    }
}

impl From<&str> for AttributeValue {
    fn from(text: &str) -> Self {
        Self::String(text.to_owned())
    }
}

impl From<String> for AttributeValue {
    fn from(text: String) -> Self {
        Self::String(text)
    }
}

impl From<bool> for AttributeValue {
    fn from(value: bool) -> Self {
        Self::Boolean(value)
    }
}

impl From<i64> for AttributeValue {
    fn from(number: i64) -> Self {
        Self::Number(number.to_string())
    }
}

impl From<Vec<u8>> for AttributeValue {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Binary(BASE64_STANDARD.encode(bytes))
    }
}

impl From<Vec<AttributeValue>> for AttributeValue {
    fn from(values: Vec<AttributeValue>) -> Self {
        Self::List(values)
    }
}

impl<S: Into<String>> From<HashMap<S, AttributeValue>> for AttributeValue {
    fn from(values: HashMap<S, AttributeValue>) -> Self {
        let named = values.into_iter().map(|(name, value)| (name.into(), value));
        Self::Map(named.collect())
    }
}

impl Serialize for AttributeValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        match self {
            Self::Binary(value) => map.serialize_entry("B", value),
            Self::BinarySet(value) => map.serialize_entry("BS", value),
            Self::Boolean(value) => map.serialize_entry("BOOL", value),
            Self::List(value) => map.serialize_entry("L", value),
            Self::Map(value) => map.serialize_entry("M", value),
            Self::Null(value) => map.serialize_entry("NULL", value),
            Self::Number(value) => map.serialize_entry("N", value),
            Self::NumberSet(value) => map.serialize_entry("NS", value),
            Self::String(value) => map.serialize_entry("S", value),
            Self::StringSet(value) => map.serialize_entry("SS", value),
        }?;
        map.end()
    }
}

impl<'de> Deserialize<'de> for AttributeValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(OneMember)
    }
}

struct OneMember;

impl<'de> Visitor<'de> for OneMember {
    type Value = AttributeValue;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an attribute value: an object with one member, named for its DynamoDB type")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<AttributeValue, A::Error> {
        let Some(name) = map.next_key::<String>()? else {
            return Err(A::Error::invalid_length(0, &self));
        };
        let value = match name.as_str() {
            "B" => AttributeValue::Binary(map.next_value()?),
            "BS" => AttributeValue::BinarySet(map.next_value()?),
            "BOOL" => AttributeValue::Boolean(map.next_value()?),
            "L" => AttributeValue::List(map.next_value()?),
            "M" => AttributeValue::Map(map.next_value()?),
            "NULL" => AttributeValue::Null(map.next_value()?),
            "N" => AttributeValue::Number(map.next_value()?),
            "NS" => AttributeValue::NumberSet(map.next_value()?),
            "S" => AttributeValue::String(map.next_value()?),
            "SS" => AttributeValue::StringSet(map.next_value()?),
            other => return Err(A::Error::unknown_variant(other, TYPES)),
        };
        match map.next_key::<String>()? {
            None => Ok(value),
            Some(_) => Err(A::Error::invalid_length(2, &self)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts() -> Vec<String> {
        vec!["a".to_owned(), "b".to_owned()]
    }

    #[test]
    fn every_type_is_its_own_json_and_comes_back() {
        let cases = [
            (AttributeValue::from(vec![0, 255]), r#"{"B":"AP8="}"#),
            (AttributeValue::BinarySet(texts()), r#"{"BS":["a","b"]}"#),
            (AttributeValue::from(true), r#"{"BOOL":true}"#),
            (
                AttributeValue::from(vec![AttributeValue::from("a"), AttributeValue::from(1)]),
                r#"{"L":[{"S":"a"},{"N":"1"}]}"#,
            ),
            (
                AttributeValue::from(HashMap::from([("a", AttributeValue::from(-1))])),
                r#"{"M":{"a":{"N":"-1"}}}"#,
            ),
            (AttributeValue::Null(true), r#"{"NULL":true}"#),
            (
                AttributeValue::from(i64::MIN),
                r#"{"N":"-9223372036854775808"}"#,
            ),
            (AttributeValue::NumberSet(texts()), r#"{"NS":["a","b"]}"#),
            (AttributeValue::from("é".to_owned()), r#"{"S":"é"}"#),
            (AttributeValue::StringSet(texts()), r#"{"SS":["a","b"]}"#),
        ];
        for (value, json) in cases {
            assert_eq!(serde_json::to_string(&value).unwrap(), json);
            assert_eq!(serde_json::from_str::<AttributeValue>(json).unwrap(), value);
        }
    }

    #[test]
    fn what_is_no_attribute_value_is_refused_with_a_reason() {
        let refused = |json| {
            serde_json::from_str::<AttributeValue>(json)
                .unwrap_err()
                .to_string()
        };
        assert!(refused("{}").contains("invalid length 0"));
        assert!(refused(r#"{"S":"a","N":"1"}"#).contains("invalid length 2"));
        assert!(refused(r#"{"X":"a"}"#).contains("unknown variant `X`"));
        assert!(refused(r#"{"N":1}"#).contains("expected a string"));
        assert!(refused(r#""a""#).contains("an object with one member"));
    }
}
