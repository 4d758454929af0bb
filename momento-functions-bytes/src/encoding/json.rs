use serde::de::{DeserializeOwned, Error};
use serde::ser::Serialize;
use serde_json::Value;

use super::{Encode, EncodeError, Extract};
use crate::Data;

/// A value that is JSON outside of the function.
///
/// # Examples
/// ```
/// use momento_functions_bytes::{Data, Encode, Extract, Json};
///
/// let Json(numbers) = Json::<Vec<u8>>::extract(Data::from("[1, 2]"))?;
/// assert_eq!(numbers, [1, 2]);
/// assert_eq!(Json(numbers).try_serialize()?.into_bytes(), b"[1,2]");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Json<T>(pub T);

/// Reads the whole body as one JSON value.
///
/// A body whose source failed is refused, whatever came before, with an error that says that it broke off.
impl<T: DeserializeOwned> Extract for Json<T> {
    type Error = serde_json::Error;

    fn extract(payload: Data) -> Result<Self, Self::Error> {
        // serde_json parses a slice six times as fast as a reader, and a struct lands in memory anyway.
        let bytes = payload
            .try_into_bytes()
            .map_err(serde_json::Error::custom)?;
        serde_json::from_slice(&bytes).map(Json)
    }
}

/// Compact JSON.
impl<T: Serialize> Encode for Json<T> {
    type Error = serde_json::Error;

    fn try_serialize(self) -> Result<Data, Self::Error> {
        serde_json::to_vec(&self.0).map(Data::from)
    }
}

/// Compact JSON.
impl Encode for Value {
    type Error = serde_json::Error;

    fn try_serialize(self) -> Result<Data, Self::Error> {
        Json(self).try_serialize()
    }
}

impl EncodeError for serde_json::Error {}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    #[test]
    fn a_body_that_is_not_json_is_refused_with_the_place() {
        let error = Json::<Vec<u8>>::extract(Data::from("[1,\n}")).unwrap_err();
        assert_eq!((error.line(), error.column()), (2, 1));
    }

    #[test]
    fn a_body_with_something_after_the_value_is_refused() {
        assert!(
            Json::<u8>::extract(Data::from("1 2"))
                .unwrap_err()
                .is_syntax()
        );
    }

    #[test]
    fn json_of_another_shape_is_refused() {
        assert!(
            Json::<Vec<u8>>::extract(Data::from("{}"))
                .unwrap_err()
                .is_data()
        );
    }

    #[test]
    fn an_empty_body_is_no_json() {
        assert!(
            Json::<Value>::extract(Data::default())
                .unwrap_err()
                .is_eof()
        );
    }

    #[test]
    fn a_value_is_compact_json() {
        let value = serde_json::json!({"a": [1, null]});
        assert_eq!(
            value.try_serialize().unwrap().into_bytes(),
            br#"{"a":[1,null]}"#
        );
    }

    #[test]
    fn what_json_cannot_say_is_an_error() {
        let keys_that_are_no_text = HashMap::from([(vec![1], 1)]);
        assert!(Json(keys_that_are_no_text).try_serialize().is_err());
    }
}
