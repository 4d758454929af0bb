use momento_functions_bytes::Data;
use momento_functions_wit::topic as host;

use crate::TopicError;

/// Publishes a text to a topic. A topic needs no making; that nobody is subscribed is no error.
///
/// # Errors
/// The host refused (`LimitExceeded` for a message that is too large), or failed.
///
/// # Panics
/// Off wasm32, on a thread that has no native host (`momento_functions_wit::native::scope`).
///
/// # Examples
/// ```
/// # mod testing { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/testing.rs")); }
/// # let heard = testing::heard(|| (|| {
/// momento_functions_topic::publish("news", "hello")?;
/// # Ok::<(), momento_functions_topic::TopicError>(()) })().unwrap());
/// # assert_eq!(heard, ["text to news: hello"]);
/// ```
pub fn publish(topic: impl Into<String>, value: impl Into<String>) -> Result<(), TopicError> {
    host::publish(&topic.into(), &value.into()).map_err(TopicError::from_abi)
}

/// Publishes bytes to a topic, as [`publish`] does a text.
///
/// A value that is [`Data`] on the host goes to the topic from there, without entering the function.
///
/// # Errors
/// As [`publish`].
///
/// # Panics
/// Off wasm32, on a thread that has no native host (`momento_functions_wit::native::scope`).
///
/// # Examples
/// ```
/// # mod testing { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/testing.rs")); }
/// # let heard = testing::heard(|| (|| {
/// momento_functions_topic::publish_bytes("clicks", vec![0xff, 0x00])?;
/// # Ok::<(), momento_functions_topic::TopicError>(()) })().unwrap());
/// # assert_eq!(heard, ["bytes to clicks: [255, 0]"]);
/// ```
pub fn publish_bytes(topic: impl Into<String>, value: impl Into<Data>) -> Result<(), TopicError> {
    host::publish_bytes(&topic.into(), value.into().__into_abi()).map_err(TopicError::from_abi)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{failing, heard};

    #[test]
    fn text_goes_as_text_and_bytes_go_as_bytes() {
        let heard = heard(|| {
            publish("a", "é".to_owned()).unwrap();
            publish_bytes("b".to_owned(), "x").unwrap();
            publish_bytes("b", Data::from(vec![0xff])).unwrap();
        });
        assert_eq!(
            heard,
            ["text to a: é", "bytes to b: [120]", "bytes to b: [255]"]
        );
    }

    #[test]
    fn the_hosts_failure_is_the_error() {
        let expected = Err(TopicError::LimitExceeded("too large".to_owned()));
        failing(|| {
            assert_eq!(publish("a", "x"), expected);
            assert_eq!(publish_bytes("a", "x"), expected);
        });
    }
}
