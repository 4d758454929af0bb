use std::fmt::Display;

pub use momento_functions_wit::generated::spawn_v2::exports::momento::spawn_function::guest_function_spawn::{SpawnFailure, SpawnSuccess};

/// A value that tells how a spawn function ended: what a handler may return.
///
/// The result goes to the logs and metrics, since nobody waits for a spawn function.
///
/// # Examples
/// ```
/// use momento_functions_guest_spawn::{IntoSpawnResult, SpawnFailure, SpawnSuccess};
///
/// assert!(matches!(().into_spawn_result(), Ok(SpawnSuccess::Ok)));
///
/// let failed = Err::<(), _>("no such user").into_spawn_result();
/// assert!(matches!(failed, Err(SpawnFailure::FailedNote(note)) if note == "no such user"));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not tell how a spawn function ended",
    label = "this is not `IntoSpawnResult`",
    note = "return `()`, `Result<(), E>` with an `E` that is `Display`, or `Result<SpawnSuccess, SpawnFailure>`",
    note = "if the `fn` is `async`, remove `async`: calls to the host wait by themselves"
)]
pub trait IntoSpawnResult {
    /// Gives the result that the host takes.
    ///
    /// # Errors
    /// The spawn function did not do its work.
    fn into_spawn_result(self) -> Result<SpawnSuccess, SpawnFailure>;
}

/// Success without a note.
impl IntoSpawnResult for () {
    fn into_spawn_result(self) -> Result<SpawnSuccess, SpawnFailure> {
        Ok(SpawnSuccess::Ok)
    }
}

/// The result as it is.
impl IntoSpawnResult for Result<SpawnSuccess, SpawnFailure> {
    fn into_spawn_result(self) -> Self {
        self
    }
}

/// Success without a note, or a failure with the error as its note.
impl<E: Display> IntoSpawnResult for Result<(), E> {
    fn into_spawn_result(self) -> Result<SpawnSuccess, SpawnFailure> {
        self.map(|()| SpawnSuccess::Ok)
            .map_err(|error| SpawnFailure::FailedNote(error.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::{IntoSpawnResult, SpawnFailure, SpawnSuccess};

    #[test]
    fn nothing_is_success() {
        assert!(matches!(().into_spawn_result(), Ok(SpawnSuccess::Ok)));
        assert!(matches!(
            Ok::<(), String>(()).into_spawn_result(),
            Ok(SpawnSuccess::Ok)
        ));
    }

    #[test]
    fn an_error_becomes_the_note() {
        let error = "x".parse::<u8>().map(|_| ());
        assert!(
            matches!(error.into_spawn_result(), Err(SpawnFailure::FailedNote(note)) if note == "invalid digit found in string")
        );
    }

    #[test]
    fn notes_pass_as_they_are() {
        let done = Ok(SpawnSuccess::OkNote("3 rows".to_string()));
        assert!(
            matches!(done.into_spawn_result(), Ok(SpawnSuccess::OkNote(note)) if note == "3 rows")
        );
        let failed = Err::<SpawnSuccess, _>(SpawnFailure::HostError("gone".to_string()));
        assert!(
            matches!(failed.into_spawn_result(), Err(SpawnFailure::HostError(note)) if note == "gone")
        );
    }
}
