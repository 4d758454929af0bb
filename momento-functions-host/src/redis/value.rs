use momento_functions_wit::v1::redis as host;

use super::ValueError;
use crate::encoding::Extract;

/// One value of a reply.
#[derive(Debug)]
pub enum RedisValue {
    /// Several values, read one after the other.
    Bulk(ResponseStream),
    /// Bytes.
    Data(Vec<u8>),
    /// An integer.
    Int(i64),
    /// No value, such as for a key that is missing.
    Nil,
    /// The plain acknowledgement.
    Okay,
    /// An error that the server answered to the command.
    SimpleError(String),
    /// A short text.
    SimpleString(String),
}

/// Values in order: the replies to the commands of a pipe, or the values of one reply that has several.
///
/// Each step is a host call: what is not asked for does not enter the function.
#[derive(Debug)]
pub struct ResponseStream {
    rest: host::ResponseStream,
}

impl RedisValue {
    /// Decodes bytes or a text.
    ///
    /// # Errors
    /// It is neither, or not what `T` expects.
    pub fn extract<T: Extract>(self) -> Result<T, ValueError<T::Error>> {
        let bytes = match self {
            Self::Data(bytes) => bytes,
            Self::SimpleString(text) => text.into_bytes(),
            value => return Err(ValueError::UnextractableValue { value }),
        };
        T::extract(bytes).map_err(|cause| ValueError::ExtractFailed { cause })
    }
}

impl From<host::Value> for RedisValue {
    fn from(value: host::Value) -> Self {
        match value {
            host::Value::Nil => Self::Nil,
            host::Value::Int(number) => Self::Int(number),
            host::Value::Data(bytes) => Self::Data(bytes),
            host::Value::Bulk(rest) => Self::Bulk(rest.into()),
            host::Value::Okay => Self::Okay,
            host::Value::SimpleString(text) => Self::SimpleString(text),
            host::Value::SimpleError(text) => Self::SimpleError(text),
        }
    }
}

impl From<host::ResponseStream> for ResponseStream {
    fn from(rest: host::ResponseStream) -> Self {
        Self { rest }
    }
}

impl Iterator for ResponseStream {
    type Item = RedisValue;

    fn next(&mut self) -> Option<Self::Item> {
        host::response_stream_next(&self.rest).map(RedisValue::from)
    }
}
