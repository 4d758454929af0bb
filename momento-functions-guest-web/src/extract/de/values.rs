use serde::de::value::{MapDeserializer, StrDeserializer};
use serde::de::{DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;

use super::{Problem, Text};

/// Names with texts, of which a name may repeat: a map, or a sequence of pairs.
pub(crate) struct Pairs<'a> {
    pairs: Vec<(&'a str, &'a str)>,
}

impl<'a> Pairs<'a> {
    pub(crate) fn new(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        Self {
            pairs: pairs.into_iter().collect(),
        }
    }

    /// Each name once, where it first stood, with its values in order.
    fn grouped(self) -> Vec<Values<'a>> {
        let mut groups: Vec<Values<'a>> = Vec::new();
        let mut places = std::collections::BTreeMap::new();
        for (name, text) in self.pairs {
            let place = *places.entry(name).or_insert(groups.len());
            match groups.get_mut(place) {
                Some(group) => group.texts.push(text),
                None => groups.push(Values {
                    name,
                    texts: vec![text],
                }),
            }
        }
        groups
    }
}

impl<'de> Deserializer<'de> for Pairs<'_> {
    type Error = Problem;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
        visitor.visit_map(Groups {
            rest: self.grouped().into_iter(),
            value: None,
        })
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
        visitor.visit_seq(MapDeserializer::new(
            self.pairs
                .into_iter()
                .map(|(name, text)| (name, Text(text))),
        ))
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

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Problem> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        tuple tuple_struct map struct enum identifier ignored_any
    }
}

struct Groups<'a> {
    rest: std::vec::IntoIter<Values<'a>>,
    value: Option<Values<'a>>,
}

impl<'de> MapAccess<'de> for Groups<'_> {
    type Error = Problem;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Problem> {
        self.value = self.rest.next();
        let Some(values) = &self.value else {
            return Ok(None);
        };
        let key: StrDeserializer<'_, Problem> = values.name.into_deserializer();
        seed.deserialize(key).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Problem> {
        let values = self
            .value
            .take()
            .ok_or_else(|| Problem::new("a value was asked for before its name"))?;
        let (name, texts) = (values.name, values.texts.clone());
        seed.deserialize(values)
            .map_err(|problem| problem.at(name, &texts.join(", ")))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.rest.len())
    }
}

/// Every text that one name has: a sequence, or the only one of them.
struct Values<'a> {
    name: &'a str,
    texts: Vec<&'a str>,
}

impl<'a> Values<'a> {
    fn only(&self) -> Result<Text<'a>, Problem> {
        match self.texts.as_slice() {
            [text] => Ok(Text(text)),
            texts => Err(Problem::new(format!(
                "given {} times, wanted once",
                texts.len()
            ))),
        }
    }
}

macro_rules! of_the_only_text {
    ($($method:ident)+) => {
        $(
            fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
                self.only()?.$method(visitor)
            }
        )+
    };
}

impl<'de> Deserializer<'de> for Values<'_> {
    type Error = Problem;

    of_the_only_text! {
        deserialize_any deserialize_bool deserialize_char
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
        deserialize_f32 deserialize_f64
        deserialize_bytes deserialize_byte_buf
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
        visitor.visit_seq(Repeats {
            name: self.name,
            rest: self.texts.into_iter(),
        })
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Problem> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Problem> {
        self.deserialize_seq(visitor)
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
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Problem> {
        self.only()?.deserialize_enum(name, variants, visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        str string identifier unit unit_struct map struct
    }
}

struct Repeats<'a> {
    name: &'a str,
    rest: std::vec::IntoIter<&'a str>,
}

impl<'de> SeqAccess<'de> for Repeats<'_> {
    type Error = Problem;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Problem> {
        let Some(text) = self.rest.next() else {
            return Ok(None);
        };
        seed.deserialize(Text(text))
            .map(Some)
            .map_err(|problem| problem.at(self.name, text))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.rest.len())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use serde::Deserialize;
    use serde::de::DeserializeOwned;

    use super::*;

    fn read<T: DeserializeOwned>(pairs: &[(&'static str, &'static str)]) -> Result<T, String> {
        T::deserialize(Pairs::new(pairs.iter().copied())).map_err(|problem| problem.to_string())
    }

    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(default)]
    struct Search {
        q: String,
        page: Option<u32>,
        tag: Vec<u8>,
        at: Option<[i8; 2]>,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    struct Wrapped(HashMap<String, String>);

    #[test]
    fn fields_are_filled_by_name_and_unknown_names_ignored() {
        let pairs = [
            ("tag", "1"),
            ("q", "tea"),
            ("x", "?"),
            ("tag", "2"),
            ("x", "!"),
            ("at", "3"),
            ("page", "4"),
            ("at", "5"),
        ];
        let expected = Search {
            q: "tea".to_owned(),
            page: Some(4),
            tag: vec![1, 2],
            at: Some([3, 5]),
        };
        assert_eq!(read(&pairs), Ok(expected));
    }

    #[test]
    fn what_is_absent_takes_its_default() {
        assert_eq!(read(&[]), Ok(Search::default()));
    }

    #[test]
    fn maps_and_lists_of_pairs_take_everything() {
        let map = HashMap::from([("a".to_owned(), "1".to_owned())]);
        assert_eq!(read(&[("a", "1")]), Ok(Wrapped(map.clone())));
        assert_eq!(read(&[("a", "1")]), Ok(Some(map)));
        assert_eq!(
            read(&[("a", "1"), ("a", "2")]),
            Ok(HashMap::from([("a".to_owned(), vec![1, 2])]))
        );
        let pairs = vec![
            ("b".to_owned(), "1".to_owned()),
            ("a".to_owned(), "2".to_owned()),
        ];
        assert_eq!(read(&[("b", "1"), ("a", "2")]), Ok(pairs));
        assert_eq!(read(&[("b", "1")]), Ok(()));
    }

    #[test]
    fn a_problem_names_the_parameter_and_its_value() {
        let problem = |pairs| read::<Search>(pairs).unwrap_err();
        assert_eq!(
            problem(&[("page", "two")]),
            r#"page = "two": not a u32, invalid digit found in string"#
        );
        assert_eq!(
            problem(&[("tag", "1"), ("tag", "x")]),
            r#"tag = "x": not a u8, invalid digit found in string"#
        );
        assert_eq!(
            problem(&[("q", "a"), ("q", "b")]),
            r#"q = "a, b": given 2 times, wanted once"#
        );
        assert_eq!(
            problem(&[("at", "1")]),
            r#"at = "1": invalid length 1, expected an array of length 2"#
        );
    }

    #[test]
    fn a_missing_parameter_is_named() {
        #[derive(Debug, Deserialize)]
        struct Needed {
            #[expect(dead_code, reason = "only its absence matters")]
            q: String,
        }
        assert_eq!(read::<Needed>(&[]).unwrap_err(), "missing field `q`");
    }
}
