use std::fmt::Display;
use std::str::FromStr;

use serde::de::value::StrDeserializer;
use serde::de::{Deserializer, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;

use super::Problem;

/// One text, which may stand for a number, a `bool`, a unit variant or itself.
#[derive(Clone, Copy)]
pub(crate) struct Text<'a>(pub(crate) &'a str);

impl Text<'_> {
    fn parse<T: FromStr<Err: Display>>(self, kind: &str) -> Result<T, Problem> {
        self.0
            .parse()
            .map_err(|error| Problem::new(format!("not a {kind}, {error}")))
    }
}

macro_rules! parsed {
    ($($method:ident => $visit:ident($ty:ty),)+) => {
        $(
            fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
                visitor.$visit(self.parse::<$ty>(stringify!($ty))?)
            }
        )+
    };
}

impl<'de> Deserializer<'de> for Text<'_> {
    type Error = Problem;

    parsed! {
        deserialize_bool => visit_bool(bool),
        deserialize_i8 => visit_i8(i8),
        deserialize_i16 => visit_i16(i16),
        deserialize_i32 => visit_i32(i32),
        deserialize_i64 => visit_i64(i64),
        deserialize_i128 => visit_i128(i128),
        deserialize_u8 => visit_u8(u8),
        deserialize_u16 => visit_u16(u16),
        deserialize_u32 => visit_u32(u32),
        deserialize_u64 => visit_u64(u64),
        deserialize_u128 => visit_u128(u128),
        deserialize_f32 => visit_f32(f32),
        deserialize_f64 => visit_f64(f64),
        deserialize_char => visit_char(char),
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
        visitor.visit_str(self.0)
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
        visitor.visit_bytes(self.0.as_bytes())
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
        visitor.visit_bytes(self.0.as_bytes())
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Problem> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Problem> {
        visitor.visit_enum(StrDeserializer::new(self.0))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
        visitor.visit_unit()
    }

    // What one text cannot be: the visitor says what it wanted instead.
    forward_to_deserialize_any! {
        str string identifier unit unit_struct seq tuple tuple_struct map struct
    }
}

impl IntoDeserializer<'_, Problem> for Text<'_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use serde::de::DeserializeOwned;

    use super::*;

    fn read<T: DeserializeOwned>(text: &str) -> Result<T, String> {
        T::deserialize(Text(text)).map_err(|problem| problem.to_string())
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Order {
        Up,
        Down,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    struct Page(u32);

    #[test]
    fn a_text_is_read_as_what_is_wanted() {
        assert_eq!(read("-7"), Ok(-7_i64));
        assert_eq!(read("7"), Ok(7_u128));
        assert_eq!(read("1.5"), Ok(1.5_f32));
        assert_eq!(read("true"), Ok(true));
        assert_eq!(read("é"), Ok('é'));
        assert_eq!(read("text"), Ok("text".to_owned()));
        assert_eq!(read("up"), Ok(Order::Up));
        assert_eq!(read("7"), Ok(Some(Page(7))));
        assert_eq!(read("x"), Ok(serde_json::json!("x")));
    }

    #[test]
    fn a_text_that_is_something_else_is_a_problem_that_says_so() {
        assert_eq!(
            read::<u8>("256").unwrap_err(),
            "not a u8, number too large to fit in target type"
        );
        assert_eq!(
            read::<bool>("yes").unwrap_err(),
            "not a bool, provided string was not `true` or `false`"
        );
        assert_eq!(
            read::<Order>("left").unwrap_err(),
            "unknown variant `left`, expected `up` or `down`"
        );
        assert_eq!(
            read::<Vec<u8>>("1").unwrap_err(),
            "invalid type: string \"1\", expected a sequence"
        );
        assert_eq!(
            read::<()>("1").unwrap_err(),
            "invalid type: string \"1\", expected unit"
        );
    }
}
