//! How values become bytes, and bytes values.
use std::convert::Infallible;
use std::error::Error;

pub use momento_functions_bytes::encoding::{EncodeError, Json};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

/// A value that can be made into bytes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be made into bytes",
    label = "this is not `Encode` of `momento-functions-host`",
    note = "text, bytes and `()` are `Encode`; for anything that is `serde::Serialize`, wrap it in `Json(…)`"
)]
pub trait Encode {
    /// Why the value could not be encoded; [`Infallible`] where that cannot be.
    type Error: EncodeError;

    /// Makes the value into bytes.
    ///
    /// # Errors
    /// The value's own: for text and bytes there is none.
    fn try_serialize(self) -> Result<impl Into<Vec<u8>>, Self::Error>;
}

/// A value that can be made from bytes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be made from bytes",
    label = "this is not `Extract` of `momento-functions-host`",
    note = "`Vec<u8>` is `Extract`; for anything that is `serde::de::DeserializeOwned`, take `Json<{Self}>`"
)]
pub trait Extract: Sized {
    /// Why the bytes could not be decoded; [`Infallible`] where that cannot be.
    type Error: ExtractError;

    /// Makes the value from bytes.
    ///
    /// # Errors
    /// The bytes are not what the type expects.
    fn extract(payload: Vec<u8>) -> Result<Self, Self::Error>;
}

/// An error that [`Extract`] may give.
pub trait ExtractError: Error + 'static {}

impl ExtractError for Infallible {}

impl ExtractError for serde_json::Error {}

/// States how a type is encoded: its generics where it has some, its error, its bytes.
macro_rules! encode {
    ($( $(#[$meta:meta])* $ty:ty $([$t:ident: $bound:ident])?, $error:ty: $value:ident => $bytes:expr; )+) => { $(
        $(#[$meta])*
        impl $(<$t: $bound>)? Encode for $ty {
            type Error = $error;

            fn try_serialize(self) -> Result<impl Into<Vec<u8>>, Self::Error> {
                let $value = self;
                $bytes
            }
        }
    )+ };
}

encode! {
    Vec<u8>, Infallible: bytes => Ok(bytes);
    &[u8], Infallible: bytes => Ok(bytes);
    String, Infallible: text => Ok(text);
    &str, Infallible: text => Ok(text);
    /// No bytes.
    (), Infallible: nothing => { let () = nothing; Ok([]) };
    /// `None` is no bytes.
    Option<Vec<u8>>, Infallible: bytes => Ok(bytes.unwrap_or_default());
    /// Compact JSON.
    Value, serde_json::Error: value => serde_json::to_vec(&value);
    /// Compact JSON.
    Json<T> [T: Serialize], serde_json::Error: json => serde_json::to_vec(&json.0);
}

impl Extract for Vec<u8> {
    type Error = Infallible;

    fn extract(payload: Vec<u8>) -> Result<Self, Self::Error> {
        Ok(payload)
    }
}

impl<T: DeserializeOwned> Extract for Json<T> {
    type Error = serde_json::Error;

    fn extract(payload: Vec<u8>) -> Result<Self, Self::Error> {
        serde_json::from_slice(&payload).map(Json)
    }
}

/// The bytes of a value, or the error that a call gives when there are none.
pub(crate) fn encoded<T: Encode, E>(
    value: T,
    failed: impl FnOnce(T::Error) -> E,
) -> Result<Vec<u8>, E> {
    value.try_serialize().map(Into::into).map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes<T: Encode>(value: T) -> Vec<u8> {
        encoded(value, |error| error.to_string()).unwrap()
    }

    #[test]
    fn text_and_bytes_are_themselves() {
        assert_eq!(bytes("é"), "é".as_bytes());
        assert_eq!(bytes(String::from("é")), "é".as_bytes());
        assert_eq!(bytes(&[0, 255][..]), [0, 255]);
        assert_eq!(bytes(vec![0, 255]), [0, 255]);
        assert_eq!(bytes(Some(vec![1])), [1]);
        assert_eq!(Vec::extract(vec![0, 255]), Ok(vec![0, 255]));
    }

    #[test]
    fn nothing_is_no_bytes() {
        assert_eq!(bytes(()), b"");
        assert_eq!(bytes(None), b"");
    }

    #[test]
    fn json_is_compact_and_comes_back() {
        assert_eq!(bytes(serde_json::json!({"a": [1]})), br#"{"a":[1]}"#);
        assert_eq!(bytes(Json([1, 2])), b"[1,2]");
        let Json(numbers) = Json::<Vec<u8>>::extract(b"[1,2]".to_vec()).unwrap();
        assert_eq!(numbers, [1, 2]);
        assert!(
            Json::<Vec<u8>>::extract(b"[".to_vec())
                .unwrap_err()
                .is_eof()
        );
    }
}
