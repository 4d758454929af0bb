use std::borrow::Cow;
use std::convert::Infallible;
use std::error::Error;

use crate::Data;

/// A value that can be made into a body.
///
/// # Examples
/// ```
/// use std::convert::Infallible;
/// use momento_functions_bytes::{Data, Encode};
///
/// struct Line(String);
///
/// impl Encode for Line {
///     type Error = Infallible;
///
///     fn try_serialize(self) -> Result<Data, Self::Error> {
///         Ok(Data::from(self.0 + "\n"))
///     }
/// }
///
/// let Ok(body) = Line("one".to_string()).try_serialize();
/// assert_eq!(body.into_bytes(), b"one\n");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be made into a body",
    label = "this is not `Encode`",
    note = "text, bytes, `Data` and `()` are `Encode`; for anything that is `serde::Serialize`, wrap it in `Json(…)`"
)]
pub trait Encode {
    /// Why the value could not be encoded; [`Infallible`] where that cannot be.
    type Error: EncodeError;

    /// Makes the value into a body.
    ///
    /// # Errors
    /// The value's own: for text and bytes there is none.
    fn try_serialize(self) -> Result<Data, Self::Error>;
}

/// An error that [`Encode`] may give.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not declared as an encoding error",
    note = "write `impl EncodeError for {Self} {{}}`; it must be a `std::error::Error`"
)]
pub trait EncodeError: Error + 'static {}

impl EncodeError for Infallible {}

macro_rules! encode_by_from {
    ($($ty:ty),+ $(,)?) => {
        $(
            impl Encode for $ty {
                type Error = Infallible;

                fn try_serialize(self) -> Result<Data, Self::Error> {
                    Ok(Data::from(self))
                }
            }
        )+
    };
}

encode_by_from!(
    Data,
    Vec<u8>,
    &Vec<u8>,
    &[u8],
    Box<[u8]>,
    Cow<'_, [u8]>,
    String,
    &String,
    &str,
    Box<str>,
    Cow<'_, str>
);

impl<const N: usize> Encode for &[u8; N] {
    type Error = Infallible;

    fn try_serialize(self) -> Result<Data, Self::Error> {
        Ok(Data::from(self))
    }
}

/// An empty body.
impl Encode for () {
    type Error = Infallible;

    fn try_serialize(self) -> Result<Data, Self::Error> {
        Ok(Data::default())
    }
}

/// `None` is an empty body.
impl Encode for Option<Vec<u8>> {
    type Error = Infallible;

    fn try_serialize(self) -> Result<Data, Self::Error> {
        Ok(self.map(Data::from).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(value: impl Encode<Error = Infallible>) -> Vec<u8> {
        let Ok(data) = value.try_serialize();
        data.into_bytes()
    }

    #[test]
    fn text_and_bytes_are_themselves() {
        assert_eq!(encoded("é"), "é".as_bytes());
        assert_eq!(encoded(String::from("é")), "é".as_bytes());
        assert_eq!(encoded(Cow::from("é")), "é".as_bytes());
        assert_eq!(encoded(&[0, 255][..]), [0, 255]);
        assert_eq!(encoded(&[0, 255]), [0, 255]);
        assert_eq!(encoded(vec![0, 255]), [0, 255]);
        assert_eq!(encoded(Data::from("é")), "é".as_bytes());
    }

    #[test]
    fn nothing_is_an_empty_body() {
        assert_eq!(encoded(()), b"");
        assert_eq!(encoded(None), b"");
        assert_eq!(encoded(Some(vec![1])), [1]);
    }
}
