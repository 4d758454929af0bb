use serde::de::value::StrDeserializer;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;

use super::{Problem, Text};

/// One text that is also a sequence of parts: a path.
pub(crate) struct Parts<'a> {
    pub(crate) whole: &'a str,
    pub(crate) parts: &'a [String],
}

impl Parts<'_> {
    fn exactly(&self, wanted: usize) -> Result<(), Problem> {
        let found = self.parts.len();
        if found == wanted {
            Ok(())
        } else {
            Err(Problem::new(format!(
                "number of segments: {found}, wanted {wanted}"
            )))
        }
    }
}

macro_rules! of_the_whole {
    ($($method:ident)+) => {
        $(
            fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
                Text(self.whole).$method(visitor)
            }
        )+
    };
}

impl<'de> Deserializer<'de> for Parts<'_> {
    type Error = Problem;

    of_the_whole! {
        deserialize_any deserialize_bool deserialize_char
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
        deserialize_f32 deserialize_f64
        deserialize_bytes deserialize_byte_buf deserialize_ignored_any
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Problem> {
        Text(self.whole).deserialize_enum(name, variants, visitor)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
        visitor.visit_seq(Rest {
            parts: self.parts.iter(),
            names: [].iter(),
        })
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        len: usize,
        visitor: V,
    ) -> Result<V::Value, Problem> {
        self.exactly(len)?;
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        len: usize,
        visitor: V,
    ) -> Result<V::Value, Problem> {
        self.deserialize_tuple(len, visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Problem> {
        self.exactly(fields.len())?;
        visitor.visit_map(Rest {
            parts: self.parts.iter(),
            names: fields.iter(),
        })
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
        self.exactly(0)?;
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Problem> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
        if self.parts.is_empty() {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Problem> {
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        str string identifier map
    }
}

/// The parts to come, and the names of the fields that they are for.
struct Rest<'a> {
    parts: std::slice::Iter<'a, String>,
    names: std::slice::Iter<'a, &'static str>,
}

impl Rest<'_> {
    fn part<'de, T: DeserializeSeed<'de>>(
        &mut self,
        name: &str,
        seed: T,
    ) -> Result<Option<T::Value>, Problem> {
        let Some(part) = self.parts.next() else {
            return Ok(None);
        };
        seed.deserialize(Text(part))
            .map(Some)
            .map_err(|problem| problem.at(name, part))
    }
}

impl<'de> SeqAccess<'de> for Rest<'_> {
    type Error = Problem;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Problem> {
        self.part("segment", seed)
    }
}

impl<'de> MapAccess<'de> for Rest<'_> {
    type Error = Problem;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Problem> {
        let Some(name) = self.names.as_slice().first() else {
            return Ok(None);
        };
        seed.deserialize(StrDeserializer::new(name)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Problem> {
        let name = self.names.next().copied().unwrap_or_default();
        self.part(name, seed)?
            .ok_or_else(|| Problem::new("a segment is missing"))
    }
}
