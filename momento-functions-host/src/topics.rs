//! Publishing to topics of the function's own cache.
use momento_functions_wit::v1::topic as host;
use serde::Serialize;

use crate::encoding::{Encode, EncodeError, Json, encoded};
use crate::errors::errors;

errors! {
    /// Why a message was not published, or not for certain.
    PublishError [E: EncodeError] {
        /// The host refused, or failed.
        PublishError(error: host::Error) = "could not publish: {error}",
        /// The message could not be encoded. Nothing was sent.
        EncodeFailed {
            /// Why.
            cause: E
        } = "the message could not be encoded, and nothing was sent: {cause}",
    }
}

/// A message as it is sent: text, or bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Publish<'a, P: Encode> {
    /// What its bytes are.
    Bytes(P),
    /// A text.
    Str(&'a str),
    /// A text.
    String(String),
}

/// A value that can be published.
pub trait PublishKind {
    /// What its bytes are made from.
    type Encoding: Encode;

    /// Gives the message.
    ///
    /// # Errors
    /// The value cannot be encoded.
    fn as_publish(&self) -> Result<Publish<'_, Self::Encoding>, <Self::Encoding as Encode>::Error>;
}

/// States what is sent for a type.
macro_rules! publish_kind {
    ($( $(#[$meta:meta])* $ty:ty $([$t:ident: $bound:ident])?: $value:ident => $message:expr; )+) => { $(
        $(#[$meta])*
        impl $(<$t: $bound>)? PublishKind for $ty {
            type Encoding = Self;

            fn as_publish(&self) -> Result<Publish<'_, Self>, <Self as Encode>::Error> {
                let $value = self;
                Ok($message)
            }
        }
    )+ };
}

publish_kind! {
    String: text => Publish::Str(text);
    &str: text => Publish::Str(text);
    Vec<u8>: bytes => Publish::Bytes(bytes.clone());
    &[u8]: bytes => Publish::Bytes(bytes);
    /// A text, of compact JSON.
    Json<T> [T: Serialize]: json => Publish::String(serde_json::to_string(&json.0)?);
}

/// Publishes a message to a topic. That nobody is subscribed is no error.
///
/// # Errors
/// The message cannot be encoded, or the host refused, or failed.
pub fn publish<T: PublishKind>(
    topic: impl AsRef<str>,
    value: T,
) -> Result<(), PublishError<<T::Encoding as Encode>::Error>> {
    let failed = |cause| PublishError::EncodeFailed { cause };
    let topic = topic.as_ref();
    match value.as_publish().map_err(failed)? {
        Publish::Str(text) => host::publish(topic, text)?,
        Publish::String(text) => host::publish(topic, &text)?,
        Publish::Bytes(bytes) => host::publish_bytes(topic, &encoded(bytes, failed)?)?,
    }
    Ok(())
}
