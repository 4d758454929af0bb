//! Seeds as a file has them.

use super::{SeedBytes, SeedItem, SeedValue};
use crate::configuration::Secret;
use crate::configuration::function::duration;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Error, MapAccess, SeqAccess, Visitor};
use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

/// An item as a table has it.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(inline)]
struct ItemTable {
    /// The value, as it is.
    text: Option<Secret>,
    /// The value's bytes.
    base64: Option<Secret>,
    /// A file with the value, counted from the folder of the file that names it.
    file: Option<PathBuf>,
    /// The values of a list, from its front on.
    list: Option<Vec<SeedBytes>>,
    /// How long the item lives, such as `"10m"`.
    #[serde(deserialize_with = "duration")]
    #[schemars(with = "Option<String>")]
    ttl: Option<Duration>,
}

/// A value as a table has it.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(inline)]
struct BytesTable {
    /// The value, as it is.
    text: Option<Secret>,
    /// The value's bytes.
    base64: Option<Secret>,
    /// A file with the value, counted from the folder of the file that names it.
    file: Option<PathBuf>,
}

/// An item of a cache: a text, a list of values, or a table with one of `text`, `base64`, `file` and `list`.
#[derive(JsonSchema)]
#[schemars(untagged, inline)]
#[expect(dead_code, reason = "the schema alone knows it")]
enum WrittenItem {
    Text(String),
    List(Vec<SeedBytes>),
    Table(ItemTable),
}

/// A value: a text, or a table with one of `text`, `base64` and `file`.
#[derive(JsonSchema)]
#[schemars(untagged, inline)]
#[expect(dead_code, reason = "the schema alone knows it")]
enum WrittenBytes {
    Text(String),
    Table(BytesTable),
}

impl BytesTable {
    fn bytes<E: Error>(self) -> Result<SeedBytes, E> {
        match (self.text, self.base64, self.file) {
            (Some(text), None, None) => Ok(SeedBytes::Inline(text.as_str().into())),
            (None, Some(base64), None) => STANDARD
                .decode(base64.as_str())
                .map(SeedBytes::Inline)
                .map_err(|_| E::custom("`base64` is no standard base64")),
            (None, None, Some(file)) => Ok(SeedBytes::File(file)),
            _ => Err(E::custom(
                "a value has `text`, `base64` or `file`: one of them",
            )),
        }
    }
}

impl ItemTable {
    fn item<E: Error>(self) -> Result<SeedItem, E> {
        let Self {
            text,
            base64,
            file,
            list,
            ttl,
        } = self;
        let value = match list {
            None => SeedValue::Single(BytesTable { text, base64, file }.bytes()?),
            Some(values) if text.is_none() && base64.is_none() && file.is_none() => {
                SeedValue::List(values)
            }
            Some(_) => {
                let one = "an item has `text`, `base64`, `file` or `list`: one of them";
                return Err(E::custom(one));
            }
        };
        Ok(SeedItem { value, ttl })
    }
}

struct BytesVisitor;

impl<'de> Visitor<'de> for BytesVisitor {
    type Value = SeedBytes;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, { base64 = \"…\" } or { file = \"…\" }")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<SeedBytes, E> {
        Ok(SeedBytes::Inline(text.into()))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<SeedBytes, A::Error> {
        BytesTable::deserialize(MapAccessDeserializer::new(map))?.bytes()
    }
}

struct ItemVisitor;

impl<'de> Visitor<'de> for ItemVisitor {
    type Value = SeedItem;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, a list, { base64 = \"…\" } or { file = \"…\" }")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<SeedItem, E> {
        let value = SeedValue::Single(SeedBytes::Inline(text.into()));
        Ok(SeedItem { value, ttl: None })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<SeedItem, A::Error> {
        let values = Vec::deserialize(SeqAccessDeserializer::new(list))?;
        let value = SeedValue::List(values);
        Ok(SeedItem { value, ttl: None })
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<SeedItem, A::Error> {
        ItemTable::deserialize(MapAccessDeserializer::new(map))?.item()
    }
}

macro_rules! written {
    ($($type:ident by $visitor:ident as $written:ident;)+) => {$(
        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                from.deserialize_any($visitor)
            }
        }

        impl JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($type).into()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                $written::json_schema(generator)
            }
        }
    )+};
}

written! {
    SeedItem by ItemVisitor as WrittenItem;
    SeedBytes by BytesVisitor as WrittenBytes;
}
