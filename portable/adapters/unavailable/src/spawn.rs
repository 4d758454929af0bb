//! Functions in the background, which an engine of requests does not have.

use crate::Unavailable;
use crate::bindings::exports::momento::spawn::spawn::{Guest, SpawnError};
use crate::bindings::momento::log::logging::{LogLevel, log};

impl Guest for Unavailable {
    /// The error has no text. It is not `limit`, which may pass: a function could try again for ever.
    fn spawn_function(name: String, _: Vec<u8>) -> Result<(), SpawnError> {
        let line = format!(
            "the function `{name}` was not spawned: an engine of wasi:http runs nothing in the background; call it by \
             momento:http where it can be a web function, or run both on Momento's service or by `cargo momento serve`"
        );
        log(&line, LogLevel::Error);
        Err(SpawnError::FunctionNotFound)
    }
}
