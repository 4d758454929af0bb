use momento_functions_bytes::{Data, Encode, EncodeError};
use momento_functions_wit::spawn as host;

use crate::SpawnError;

/// Starts the function `name` of the same cache with a payload, and returns without waiting for it.
///
/// The run is separate: it has a sandbox and limits of its own, and goes on when the caller has ended.
/// It runs at most once, nothing is tried again, and its result does not come back here: it goes to the
/// logs and the metrics. To leave a result behind, let it write to the cache or publish to a topic.
///
/// # Errors
/// The payload cannot be encoded or read whole, there is no such function, or the host does not start
/// it now: see [`SpawnError`].
///
/// # Panics
/// Off wasm32, on a thread that has no native host (`momento_functions_wit::native::scope`).
///
/// # Limits
/// The payload is in the function's memory when it is sent, also one that was on the host.
///
/// # Examples
/// ```
/// use momento_functions_spawn::{SpawnError, spawn};
/// # use momento_functions_wit::{native, spawn as host};
/// # struct Host;
/// # impl native::Host for Host {
/// #     fn spawn(&self) -> Option<&dyn host::Host> { Some(self) }
/// # }
/// # impl host::Host for Host {
/// #     fn spawn_function(&self, name: &str, _: &[u8]) -> Result<(), host::SpawnError> {
/// #         if name == "report" { Ok(()) } else { Err(host::SpawnError::FunctionNotFound) }
/// #     }
/// # }
/// # native::scope(Host, || {
///
/// assert!(spawn("report", "2026-01").is_ok());
/// assert!(matches!(spawn("reprot", "2026-01"), Err(SpawnError::FunctionNotFound { .. })));
/// # });
/// ```
pub fn spawn<T: Encode>(name: impl AsRef<str>, payload: T) -> Result<(), SpawnError<T::Error>> {
    let data = payload
        .try_serialize()
        .map_err(|cause| SpawnError::EncodeFailed { cause })?;
    start(name.as_ref(), data)
}

fn start<E: EncodeError>(name: &str, payload: Data) -> Result<(), SpawnError<E>> {
    let bytes = payload
        .try_into_bytes()
        .map_err(|cause| SpawnError::PayloadIncomplete { cause })?;
    host::spawn_function(name, &bytes).map_err(|error| SpawnError::from_abi(error, name))
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::rc::Rc;

    use momento_functions_wit::native;

    use super::*;

    /// Keeps what was started; a function without a name is missing.
    #[derive(Default)]
    struct Started(RefCell<Vec<(String, Vec<u8>)>>);

    impl native::Host for Started {
        fn spawn(&self) -> Option<&dyn host::Host> {
            Some(self)
        }
    }

    impl host::Host for Started {
        fn spawn_function(&self, name: &str, data: &[u8]) -> Result<(), host::SpawnError> {
            if name.is_empty() {
                return Err(host::SpawnError::FunctionNotFound);
            }
            self.0.borrow_mut().push((name.to_owned(), data.to_vec()));
            Ok(())
        }
    }

    #[test]
    fn the_name_and_the_encoded_payload_reach_the_host() {
        let started = Rc::new(Started::default());
        native::scope(Rc::clone(&started), || {
            spawn("text", "abc").unwrap();
            spawn(String::from("nothing"), ()).unwrap();
            let mut data = Data::from("skipped, kept");
            data.advance(9);
            spawn("rest", data).unwrap();
        });
        let expected = [("text", "abc"), ("nothing", ""), ("rest", "kept")]
            .map(|(name, data)| (name.to_owned(), data.as_bytes().to_vec()));
        assert_eq!(started.0.take(), expected);
    }

    #[test]
    fn a_missing_function_is_named() {
        let error = native::scope(Started::default(), || spawn("", "abc")).unwrap_err();
        assert!(matches!(error, SpawnError::FunctionNotFound { name } if name.is_empty()));
    }

    #[test]
    fn a_payload_that_cannot_be_encoded_starts_nothing() {
        use momento_functions_bytes::Json;

        let started = Rc::new(Started::default());
        let keys_that_are_no_text = std::collections::HashMap::from([(vec![1], 1)]);
        let answer = native::scope(Rc::clone(&started), || {
            spawn("json", Json(keys_that_are_no_text))
        });
        assert!(matches!(answer, Err(SpawnError::EncodeFailed { .. })));
        native::scope(Rc::clone(&started), || spawn("json", Json([1, 2]))).unwrap();
        assert_eq!(started.0.take(), [("json".to_owned(), b"[1,2]".to_vec())]);
    }
}
