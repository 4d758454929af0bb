//! DynamoDB's JSON, as the service writes it.

use super::{AttributeValue, Item};
use base64::display::Base64Display;
use base64::engine::general_purpose::STANDARD;
use std::fmt::{self, Display, Formatter, Write as _};

impl Display for Item {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("{")?;
        for (place, (name, value)) in self.iter().enumerate() {
            let comma = if place == 0 { "" } else { "," };
            write!(f, "{comma}{}:{value}", Text(name))?;
        }
        f.write_str("}")
    }
}

impl Display for AttributeValue {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, r#"{{"{}":"#, self.kind())?;
        match self {
            Self::String(text) => Text(text).fmt(f)?,
            Self::Number(number) => write!(f, "\"{number}\"")?,
            Self::Binary(bytes) => binary(bytes).fmt(f)?,
            Self::Bool(value) => write!(f, "{value}")?,
            Self::Null => f.write_str("true")?,
            Self::StringSet(set) => list(f, set, |text| Text(text))?,
            Self::NumberSet(set) => list(f, set, |number| format!("\"{number}\""))?,
            Self::BinarySet(set) => list(f, set, |bytes| binary(bytes))?,
            Self::List(values) => list(f, values, |value| value)?,
            Self::Map(item) => item.fmt(f)?,
        }
        f.write_str("}")
    }
}

fn list<'a, T: 'a, D: Display>(
    f: &mut Formatter<'_>,
    values: impl IntoIterator<Item = &'a T>,
    shown: impl Fn(&'a T) -> D,
) -> fmt::Result {
    f.write_str("[")?;
    for (place, value) in values.into_iter().enumerate() {
        let comma = if place == 0 { "" } else { "," };
        write!(f, "{comma}{}", shown(value))?;
    }
    f.write_str("]")
}

fn binary(bytes: &[u8]) -> impl Display + '_ {
    Quoted(Base64Display::new(bytes, &STANDARD))
}

/// What has nothing to escape.
struct Quoted<T>(T);

impl<T: Display> Display for Quoted<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\"", self.0)
    }
}

/// A string of JSON (RFC 8259, section 7).
struct Text<'a>(&'a str);

impl Display for Text<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_char('"')?;
        let mut rest = self.0;
        while let Some(place) = rest.find(|c: char| matches!(c, '"' | '\\' | '\0'..='\u{1f}')) {
            let (plain, special) = rest.split_at(place);
            f.write_str(plain)?;
            let mut chars = special.chars();
            match chars.next() {
                Some(c @ ('"' | '\\')) => write!(f, "\\{c}")?,
                Some(c) => write!(f, "\\u{:04x}", u32::from(c))?,
                None => {}
            }
            rest = chars.as_str();
        }
        f.write_str(rest)?;
        f.write_char('"')
    }
}
