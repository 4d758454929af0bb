use std::collections::HashMap;

use momento_functions_bytes::Data;
use momento_functions_wit::aws_ddb as host;
use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

use crate::AttributeValue;

/// An item: its attributes by their names.
///
/// In JSON it is DynamoDB's: an object of attribute values.
///
/// # Examples
/// ```
/// use momento_functions_aws_ddb::{AttributeValue, Item};
///
/// let item = Item::from([("id", AttributeValue::from("u1")), ("age", AttributeValue::from(36))]);
/// assert_eq!(item.get("age"), Some(&AttributeValue::Number("36".to_string())));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// The attributes.
    pub attributes: HashMap<String, AttributeValue>,
}

impl Item {
    /// Gives an attribute's value.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&AttributeValue> {
        self.attributes.get(name)
    }

    /// Takes an attribute's value out of the item.
    pub fn remove(&mut self, name: &str) -> Option<AttributeValue> {
        self.attributes.remove(name)
    }

    pub(crate) fn try_into_abi(self) -> Result<host::Item, serde_json::Error> {
        let json = serde_json::to_vec(&self)?;
        Ok(host::Item::Json(Data::from(json).__into_abi()))
    }

    pub(crate) fn try_from_abi(item: host::Item) -> Result<Self, serde_json::Error> {
        let host::Item::Json(json) = item;
        let json = Data::__from_abi(json)
            .try_into_bytes()
            .map_err(serde_json::Error::io)?;
        serde_json::from_slice(&json)
    }
}

impl<I, S, V> From<I> for Item
where
    I: IntoIterator<Item = (S, V)>,
    S: Into<String>,
    V: Into<AttributeValue>,
{
    fn from(attributes: I) -> Self {
        let attributes = attributes
            .into_iter()
            .map(|(name, value)| (name.into(), value.into()));
        Self {
            attributes: attributes.collect(),
        }
    }
}

impl Serialize for Item {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.attributes.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Item {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let attributes = HashMap::deserialize(deserializer)?;
        Ok(Self { attributes })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_is_dynamodbs_json_to_the_host_and_back() {
        let item = Item::from([("id", "u1")]);
        let sent = item.clone().try_into_abi().unwrap();
        let host::Item::Json(host::Data::Value(json)) = &sent else {
            panic!("another case")
        };
        assert_eq!(json, br#"{"id":{"S":"u1"}}"#);
        assert_eq!(Item::try_from_abi(sent).unwrap(), item);
    }

    #[test]
    fn an_attribute_is_found_and_taken_once() {
        let mut item = Item::from(vec![("n".to_owned(), 1)]);
        assert_eq!(item.get("n"), Some(&AttributeValue::from(1)));
        assert_eq!(item.remove("n"), Some(AttributeValue::from(1)));
        assert_eq!(item.get("n"), None);
        assert_eq!(item.remove("n"), None);
    }

    #[test]
    fn what_is_no_item_is_refused() {
        for json in ["[]", "{\"a\":1}", "{", ""] {
            let item = host::Item::Json(host::Data::Value(json.into()));
            assert!(Item::try_from_abi(item).is_err(), "{json}");
        }
    }
}
