use super::{DynamoDbError, Item, Number, Set};
use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// A value of an attribute, by its DynamoDB type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AttributeValue {
    /// `S`: a text.
    String(String),
    /// `N`: a number.
    Number(Number),
    /// `B`: bytes.
    Binary(Vec<u8>),
    /// `BOOL`: true or false.
    Bool(bool),
    /// `NULL`: nothing.
    Null,
    /// `SS`: texts, each once.
    StringSet(Set<String>),
    /// `NS`: numbers, each once.
    NumberSet(Set<Number>),
    /// `BS`: bytes, each once.
    BinarySet(Set<Vec<u8>>),
    /// `L`: values in their order.
    List(Vec<AttributeValue>),
    /// `M`: values by name.
    Map(Item),
}

/// The names of the types, as `attribute_type` has them.
pub(super) const TYPES: [&str; 10] = ["B", "NULL", "SS", "BOOL", "L", "BS", "N", "NS", "S", "M"];

impl AttributeValue {
    /// Reads a number.
    ///
    /// # Errors
    ///
    /// The text is no decimal number, or one that DynamoDB does not keep: see [`Number`].
    pub fn number(text: &str) -> Result<Self, DynamoDbError> {
        Ok(Self::Number(text.parse()?))
    }

    /// Reads bytes that are written in base64.
    ///
    /// # Errors
    ///
    /// The text is no standard base64.
    pub fn binary(base64: &str) -> Result<Self, DynamoDbError> {
        Ok(Self::Binary(bytes(base64)?))
    }

    /// Returns the name of the value's type: `S`, for example.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::String(_) => "S",
            Self::Number(_) => "N",
            Self::Binary(_) => "B",
            Self::Bool(_) => "BOOL",
            Self::Null => "NULL",
            Self::StringSet(_) => "SS",
            Self::NumberSet(_) => "NS",
            Self::BinarySet(_) => "BS",
            Self::List(_) => "L",
            Self::Map(_) => "M",
        }
    }
}

/// Takes padding or none, since the published crates write none.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Reads base64.
pub(super) fn bytes(base64: &str) -> Result<Vec<u8>, DynamoDbError> {
    BASE64.decode(base64).map_err(|error| {
        DynamoDbError::Serialization(format!("bytes are written in standard base64: {error}"))
    })
}
