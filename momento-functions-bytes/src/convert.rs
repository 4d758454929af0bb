use std::borrow::Cow;

use crate::Data;

macro_rules! from_owned {
    ($($ty:ty: $bytes:ident => $into:expr),+ $(,)?) => {
        $(
            #[doc = "Takes the bytes without a copy."]
            impl From<$ty> for Data {
                fn from($bytes: $ty) -> Self {
                    Self::inline($into)
                }
            }
        )+
    };
}

from_owned! {
    Vec<u8>: bytes => bytes,
    String: text => text.into_bytes(),
    Box<[u8]>: bytes => bytes.into_vec(),
    Box<str>: text => text.into_string().into_bytes(),
}

/// Copies the bytes.
impl From<&[u8]> for Data {
    fn from(bytes: &[u8]) -> Self {
        Self::inline(bytes.to_vec())
    }
}

/// Copies the bytes.
impl<const N: usize> From<&[u8; N]> for Data {
    fn from(bytes: &[u8; N]) -> Self {
        Self::inline(bytes.to_vec())
    }
}

/// Copies the text.
impl From<&str> for Data {
    fn from(text: &str) -> Self {
        Self::inline(text.as_bytes().to_vec())
    }
}

/// Copies the text.
impl From<&String> for Data {
    fn from(text: &String) -> Self {
        Self::from(text.as_str())
    }
}

/// Copies the bytes.
impl From<&Vec<u8>> for Data {
    fn from(bytes: &Vec<u8>) -> Self {
        Self::from(bytes.as_slice())
    }
}

/// Copies the text when it is borrowed.
impl From<Cow<'_, str>> for Data {
    fn from(text: Cow<'_, str>) -> Self {
        Self::from(text.into_owned())
    }
}

/// Copies the bytes when they are borrowed.
impl From<Cow<'_, [u8]>> for Data {
    fn from(bytes: Cow<'_, [u8]>) -> Self {
        Self::from(bytes.into_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_usual_type_of_bytes_becomes_the_same_body() {
        let all = [
            Data::from("abc"),
            Data::from(&String::from("abc")),
            Data::from(String::from("abc")),
            Data::from(Cow::from("abc")),
            Data::from(Box::<str>::from("abc")),
            Data::from(b"abc"),
            Data::from(&b"abc"[..]),
            Data::from(b"abc".to_vec()),
            Data::from(&b"abc".to_vec()),
            Data::from(Cow::from(&b"abc"[..])),
            Data::from(Box::<[u8]>::from(&b"abc"[..])),
        ];
        for data in all {
            assert_eq!(data.into_bytes(), b"abc");
        }
    }

    #[test]
    fn the_element_type_of_an_empty_vec_is_inferred() {
        assert_eq!(Data::from(vec![]).len(), Some(0));
    }
}
