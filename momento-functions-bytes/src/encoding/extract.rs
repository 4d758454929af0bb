use std::convert::Infallible;
use std::error::Error;
use std::string::FromUtf8Error;

use crate::Data;

/// A byte that no UTF-8 text contains.
const NEVER_UTF8: u8 = 0xff;

/// A value that can be made from a body: what a function may take as its payload.
///
/// # Examples
/// ```
/// use momento_functions_bytes::{Data, Extract};
///
/// struct Number(u64);
///
/// impl Extract for Number {
///     type Error = std::num::ParseIntError;
///
///     fn extract(payload: Data) -> Result<Self, Self::Error> {
///         Ok(Number(String::from_utf8_lossy(&payload.into_bytes()).parse()?))
///     }
/// }
///
/// assert!(Number::extract(Data::from("twelve")).is_err());
/// assert!(matches!(Number::extract(Data::from("12")), Ok(Number(12))));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be made from a body",
    label = "this is not `Extract`",
    note = "`Data`, `Vec<u8>` and `String` are `Extract`; for anything that is `serde::de::DeserializeOwned`, take `Json<{Self}>`",
    note = "a handler's last argument is made from the body, whatever stands before it: where nobody reads the body, that is `_body: Data`"
)]
pub trait Extract: Sized {
    /// Why the body could not be decoded; [`Infallible`] where that cannot be.
    type Error: ExtractError;

    /// Makes the value from a body.
    ///
    /// # Errors
    /// The body is not what the type expects.
    fn extract(payload: Data) -> Result<Self, Self::Error>;
}

/// An error that [`Extract`] may give: every `'static` error.
pub trait ExtractError: Error + 'static {}

impl<T: Error + 'static> ExtractError for T {}

/// Takes the body as it is, unread.
impl Extract for Data {
    type Error = Infallible;

    fn extract(payload: Data) -> Result<Self, Self::Error> {
        Ok(payload)
    }
}

/// Reads the whole body. A source that failed is taken for one that ended: take [`Data`] and use
/// [`try_into_bytes`](Data::try_into_bytes) when it matters.
impl Extract for Vec<u8> {
    type Error = Infallible;

    fn extract(payload: Data) -> Result<Self, Self::Error> {
        Ok(payload.into_bytes())
    }
}

/// Reads the whole body as UTF-8.
///
/// A body whose source failed is refused too, as if a byte that is no UTF-8 stood where it broke off:
/// half of a text never passes for all of it.
impl Extract for String {
    type Error = FromUtf8Error;

    fn extract(payload: Data) -> Result<Self, Self::Error> {
        let (bytes, end) = payload.into_bytes_and_end();
        text(bytes, end.is_ok())
    }
}

fn text(mut bytes: Vec<u8>, complete: bool) -> Result<String, FromUtf8Error> {
    if !complete {
        bytes.push(NEVER_UTF8);
    }
    String::from_utf8(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_and_data_take_any_body() {
        assert_eq!(Vec::extract(Data::from(&[0, 255])), Ok(vec![0, 255]));
        let Ok(data) = <Data as Extract>::extract(Data::from("x"));
        assert_eq!(data.into_bytes(), b"x");
    }

    #[test]
    fn a_string_takes_utf8_only() {
        assert_eq!(String::extract(Data::from("é")).unwrap(), "é");
        let error = String::extract(Data::from(b"ab\xffcd")).unwrap_err();
        assert_eq!(error.utf8_error().valid_up_to(), 2);
    }

    #[test]
    fn a_text_that_broke_off_is_refused_where_it_broke_off() {
        let error = text(b"half of".to_vec(), false).unwrap_err();
        assert_eq!(error.utf8_error().valid_up_to(), 7);
    }

    #[test]
    fn only_what_is_left_is_extracted() {
        let mut data = Data::from("skipped, kept");
        data.advance(9);
        assert_eq!(String::extract(data).unwrap(), "kept");
    }
}
