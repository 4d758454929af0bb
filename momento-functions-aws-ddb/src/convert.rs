use std::error::Error;
use std::fmt;
use std::num::ParseIntError;

use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use base64::{DecodeError, Engine};

use crate::AttributeValue;

/// States an error of a conversion: the wrong type, and what else may be wrong.
///
/// The texts name types and never quote a value.
macro_rules! conversion_error {
    ($(#[$meta:meta])* $name:ident $(, $(#[$case_meta:meta])* $case:ident($cause:ty), $text:literal)?) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum $name {
            /// The attribute has another type.
            WrongType {
                /// The type that the conversion takes.
                expected: String,
                /// The type that the attribute has.
                actual: String,
            },
            $(
                $(#[$case_meta])*
                $case {
                    /// Why.
                    cause: $cause,
                },
            )?
        }

        impl $name {
            fn wrong_type(expected: &str, actual: &AttributeValue) -> Self {
                Self::WrongType {
                    expected: expected.to_owned(),
                    actual: actual.type_name().to_owned(),
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    Self::WrongType { expected, actual } => {
                        write!(f, "the attribute is a {actual}, where a {expected} is expected")
                    }
                    $( Self::$case { cause } => write!(f, concat!($text, ": {}"), cause), )?
                }
            }
        }

        impl Error for $name {
            fn source(&self) -> Option<&(dyn Error + 'static)> {
                match self {
                    Self::WrongType { .. } => None,
                    $( Self::$case { cause } => Some(cause), )?
                }
            }
        }
    };
}

conversion_error! {
    /// Why an attribute is no text, or no truth value.
    ConversionError
}

conversion_error! {
    /// Why an attribute is no `i64`.
    NumericConversionError,
    /// The number is no `i64`: a fraction, or too large.
    ParseInt(ParseIntError), "the number is not a whole number of 64 bits"
}

conversion_error! {
    /// Why an attribute is no bytes.
    BinaryConversionError,
    /// The text is no base64.
    Decode(DecodeError), "the attribute's bytes are not base64"
}

impl TryFrom<AttributeValue> for String {
    type Error = ConversionError;

    fn try_from(value: AttributeValue) -> Result<Self, Self::Error> {
        match value {
            AttributeValue::String(text) => Ok(text),
            other => Err(ConversionError::wrong_type("String", &other)),
        }
    }
}

impl TryFrom<AttributeValue> for bool {
    type Error = ConversionError;

    fn try_from(value: AttributeValue) -> Result<Self, Self::Error> {
        match value {
            AttributeValue::Boolean(value) => Ok(value),
            other => Err(ConversionError::wrong_type("Boolean", &other)),
        }
    }
}

impl TryFrom<AttributeValue> for i64 {
    type Error = NumericConversionError;

    fn try_from(value: AttributeValue) -> Result<Self, Self::Error> {
        match value {
            AttributeValue::Number(number) => number
                .parse()
                .map_err(|cause| NumericConversionError::ParseInt { cause }),
            other => Err(NumericConversionError::wrong_type("Number", &other)),
        }
    }
}

/// Takes padding or none: DynamoDB writes it, and a value of an author's own may be without.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

impl TryFrom<AttributeValue> for Vec<u8> {
    type Error = BinaryConversionError;

    fn try_from(value: AttributeValue) -> Result<Self, Self::Error> {
        match value {
            AttributeValue::Binary(base64) => BASE64
                .decode(base64)
                .map_err(|cause| BinaryConversionError::Decode { cause }),
            other => Err(BinaryConversionError::wrong_type("Binary", &other)),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    #[test]
    fn what_went_in_comes_out() {
        assert_eq!(AttributeValue::from("é").try_into(), Ok("é".to_owned()));
        assert_eq!(AttributeValue::from(false).try_into(), Ok(false));
        assert_eq!(AttributeValue::from(i64::MIN).try_into(), Ok(i64::MIN));
        let bytes = AttributeValue::from(vec![0, 255]);
        assert_eq!(Vec::<u8>::try_from(bytes), Ok(vec![0, 255]));
    }

    #[test]
    fn bytes_come_out_with_padding_and_without() {
        for base64 in ["AP8=", "AP8"] {
            let value = AttributeValue::Binary(base64.to_owned());
            assert_eq!(Vec::<u8>::try_from(value), Ok(vec![0, 255]));
        }
        let half = AttributeValue::Binary("AP8==".to_owned());
        assert!(Vec::<u8>::try_from(half).is_err());
    }

    #[test]
    fn a_value_of_another_type_is_told_by_its_type() {
        let values = [
            (AttributeValue::Binary(String::new()), "Binary"),
            (AttributeValue::BinarySet(vec![]), "BinarySet"),
            (AttributeValue::from(true), "Boolean"),
            (AttributeValue::List(vec![]), "List"),
            (AttributeValue::Map(HashMap::new()), "Map"),
            (AttributeValue::Null(true), "Null"),
            (AttributeValue::from(1), "Number"),
            (AttributeValue::NumberSet(vec![]), "NumberSet"),
            (AttributeValue::from("hidden"), "String"),
            (AttributeValue::StringSet(vec![]), "StringSet"),
        ];
        for (value, name) in values {
            let told = [
                (
                    String::try_from(value.clone())
                        .err()
                        .map(|error| error.to_string()),
                    "String",
                ),
                (
                    bool::try_from(value.clone())
                        .err()
                        .map(|error| error.to_string()),
                    "Boolean",
                ),
                (
                    i64::try_from(value.clone())
                        .err()
                        .map(|error| error.to_string()),
                    "Number",
                ),
                (
                    Vec::<u8>::try_from(value)
                        .err()
                        .map(|error| error.to_string()),
                    "Binary",
                ),
            ];
            for (error, expected) in told {
                let text = format!("the attribute is a {name}, where a {expected} is expected");
                assert_eq!(error, (name != expected).then_some(text));
            }
        }
    }

    #[test]
    fn a_number_that_is_no_i64_is_an_error_with_its_cause() {
        for number in ["1.5", "9223372036854775808", "1E3", ""] {
            let error = i64::try_from(AttributeValue::Number(number.to_owned())).unwrap_err();
            assert!(
                error
                    .to_string()
                    .starts_with("the number is not a whole number of 64 bits: ")
            );
            assert!(
                error
                    .source()
                    .is_some_and(|source| source.is::<ParseIntError>())
            );
        }
    }

    #[test]
    fn bytes_that_are_no_base64_are_an_error_with_its_cause() {
        let error = Vec::<u8>::try_from(AttributeValue::Binary("?".to_owned())).unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("the attribute's bytes are not base64: ")
        );
        assert!(
            error
                .source()
                .is_some_and(|source| source.is::<DecodeError>())
        );
        let wrong = Vec::<u8>::try_from(AttributeValue::from(1)).unwrap_err();
        assert!(wrong.source().is_none());
    }
}
