//! DynamoDB's JSON, as a function writes it.

use super::error::invalid;
use super::value::bytes;
use super::{AttributeValue, DynamoDbError, Item, MAX_ITEM_JSON, Number, Set, nesting};
use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use std::fmt::{self, Formatter};

impl Item {
    /// Reads an item, or a key, from DynamoDB's JSON.
    ///
    /// # Errors
    ///
    /// The text is no JSON, or an attribute is not one that DynamoDB keeps: the text says which, and
    /// where.
    ///
    /// # Limits
    ///
    /// The JSON has at most [`MAX_ITEM_JSON`] bytes, an attribute at most 32 levels.
    pub fn from_json(json: &[u8]) -> Result<Self, DynamoDbError> {
        if json.len() > MAX_ITEM_JSON {
            return Err(invalid(format!(
                "the JSON of an item has at most {MAX_ITEM_JSON} bytes"
            )));
        }
        let item: Self = serde_json::from_slice(json).map_err(|error| refusal(&error))?;
        nesting::check(&item)?;
        Ok(item)
    }
}

/// Says why a text is no item, with the place behind DynamoDB's own text.
fn refusal(error: &serde_json::Error) -> DynamoDbError {
    let (line, column) = (error.line(), error.column());
    let told = error.to_string();
    let text = told
        .strip_suffix(&format!(" at line {line} column {column}"))
        .unwrap_or(&told);
    if text == "recursion limit exceeded" {
        return nesting::too_deep();
    }
    let text = format!("{text} (line {line}, column {column} of the item's JSON)");
    if error.is_data() {
        DynamoDbError::Validation(text)
    } else {
        DynamoDbError::Serialization(text)
    }
}

impl<'de> Deserialize<'de> for Item {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Attributes)
    }
}

struct Attributes;

impl<'de> Visitor<'de> for Attributes {
    type Value = Item;

    fn expecting(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("an object with attributes by name")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Item, A::Error> {
        let mut attributes = Vec::new();
        while let Some((name, value)) = map.next_entry::<String, AttributeValue>()? {
            check_name(&name).map_err(A::Error::custom)?;
            attributes.push((name, value));
        }
        Item::new(attributes).map_err(|name| {
            A::Error::custom(format!("the attribute `{name}` is there more than once"))
        })
    }
}

/// AWS's quotas: an attribute's name has 1 byte to 64 KB.
pub(super) fn check_name(name: &str) -> Result<(), &'static str> {
    match name.len() {
        0 => Err("an attribute has a name; this one's is empty"),
        1..=65_535 => Ok(()),
        _ => Err("the name of an attribute has at most 65535 bytes"),
    }
}

impl<'de> Deserialize<'de> for AttributeValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Typed)
    }
}

/// An object with one field, which names the type.
struct Typed;

impl<'de> Visitor<'de> for Typed {
    type Value = AttributeValue;

    fn expecting(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("a value with its type, such as {\"S\": \"text\"}")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<AttributeValue, A::Error> {
        let Some(kind) = map.next_key::<String>()? else {
            return Err(A::Error::custom(
                "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes",
            ));
        };
        let value = value(&kind, &mut map)?;
        if map.next_key::<IgnoredAny>()?.is_some() {
            return Err(A::Error::custom(
                "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes",
            ));
        }
        Ok(value)
    }
}

fn value<'de, A: MapAccess<'de>>(kind: &str, map: &mut A) -> Result<AttributeValue, A::Error> {
    Ok(match kind {
        "S" => AttributeValue::String(map.next_value()?),
        "N" => AttributeValue::Number(told(number(map.next_value()?))?),
        "B" => AttributeValue::Binary(told(binary(map.next_value()?))?),
        "BOOL" => AttributeValue::Bool(map.next_value()?),
        "NULL" => told(null(map.next_value()?))?,
        "SS" => AttributeValue::StringSet(told(set(kind, map.next_value()?, Ok))?),
        "NS" => AttributeValue::NumberSet(told(set(kind, map.next_value()?, number))?),
        "BS" => AttributeValue::BinarySet(told(set(kind, map.next_value()?, binary))?),
        "L" => {
            let mut values: Vec<AttributeValue> = map.next_value()?;
            values.shrink_to_fit();
            AttributeValue::List(values)
        }
        "M" => AttributeValue::Map(map.next_value()?),
        other => {
            return Err(A::Error::custom(format!(
                "`{other}` is no type of DynamoDB: there are S, N, B, BOOL, NULL, SS, NS, BS, L and M"
            )));
        }
    })
}

/// A refusal of DynamoDB within the reader, which puts the exception's name before it again.
fn told<T, E: Error>(read: Result<T, DynamoDbError>) -> Result<T, E> {
    read.map_err(|error| match error {
        DynamoDbError::Validation(text) | DynamoDbError::Serialization(text) => E::custom(text),
        other => E::custom(other),
    })
}

fn number(text: String) -> Result<Number, DynamoDbError> {
    text.parse()
}

fn binary(text: String) -> Result<Vec<u8>, DynamoDbError> {
    bytes(&text)
}

fn null(value: bool) -> Result<AttributeValue, DynamoDbError> {
    if value {
        Ok(AttributeValue::Null)
    } else {
        Err(invalid(
            "Null attribute value types must have the value of true",
        ))
    }
}

fn set<T: Ord>(
    kind: &str,
    texts: Vec<String>,
    read: impl Fn(String) -> Result<T, DynamoDbError>,
) -> Result<Set<T>, DynamoDbError> {
    if texts.is_empty() {
        return Err(invalid(match kind {
            "BS" => "Binary sets should not be empty",
            "NS" => "An number set  may not be empty",
            _ => "An string set  may not be empty",
        }));
    }
    let values: Result<Vec<T>, _> = texts.into_iter().map(read).collect();
    Set::new(values?).ok_or_else(|| {
        invalid(format!(
            "Input collection of type {kind} contains duplicates."
        ))
    })
}
