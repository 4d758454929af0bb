use momento_functions_bytes::Data;
use momento_functions_wit::valkey as host;

use crate::ValkeyError;

/// One value of a reply.
#[derive(Debug)]
pub enum Value {
    /// No value, such as for a key that is missing.
    Nil,
    /// An integer.
    Int(i64),
    /// Bytes.
    Data(Data),
    /// Several values, read one after the other.
    Bulk(Bulk),
    /// The plain acknowledgement.
    Ok,
    /// A short text.
    SimpleString(String),
    /// An error that the server answered to the command. See [`into_result`](Value::into_result).
    SimpleError(String),
}

/// The values of a reply that has several, in order. Each may be of any kind, so replies nest.
///
/// Each step is a host call: what is not asked for does not enter the function.
#[derive(Debug)]
pub struct Bulk {
    rest: host::ResponseStream,
}

impl Value {
    pub(crate) fn from_abi(value: host::Value) -> Self {
        match value {
            host::Value::Nil => Self::Nil,
            host::Value::Int(number) => Self::Int(number),
            host::Value::Data(data) => Self::Data(Data::__from_abi(data)),
            host::Value::Bulk(rest) => Self::Bulk(Bulk { rest }),
            host::Value::Ok => Self::Ok,
            host::Value::SimpleString(text) => Self::SimpleString(text),
            host::Value::SimpleError(text) => Self::SimpleError(text),
        }
    }

    /// Makes an error that the server answered into an `Err`, which `?` passes on.
    ///
    /// # Errors
    /// The value is a [`SimpleError`](Value::SimpleError). The error has its text.
    ///
    /// # Examples
    /// ```
    /// use momento_functions_valkey::Value;
    ///
    /// assert!(Value::SimpleError("ERR unknown command".to_string()).into_result().is_err());
    /// assert!(matches!(Value::Int(7).into_result(), Ok(Value::Int(7))));
    /// ```
    pub fn into_result(self) -> Result<Self, ValkeyError> {
        match self {
            Self::SimpleError(why) => Err(ValkeyError::Other(why)),
            value => Ok(value),
        }
    }
}

impl Iterator for Bulk {
    type Item = Value;

    fn next(&mut self) -> Option<Self::Item> {
        host::response_stream_next(&self.rest).map(Value::from_abi)
    }
}
