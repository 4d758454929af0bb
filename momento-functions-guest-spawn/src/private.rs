//! What the macros' output calls. Not for direct use: it changes without notice.

/// What a spawn function is made of, under the names that all kinds of entry point share.
pub mod spawn {
    use std::error::Error;

    pub use momento_functions_bytes::Data;
    use momento_functions_bytes::Extract;
    pub use momento_functions_wit::__report_panics as report_panics;
    pub use momento_functions_wit::bytes::Data as Request;
    pub use momento_functions_wit::generated::spawn_v2 as bindings;

    pub use crate::__export_spawn_function as export;
    pub use crate::handler::{Arguments, Handler};
    use crate::{IntoSpawnResult, SpawnFailure, SpawnSuccess};

    /// What a spawn function gives back to the host.
    pub type Answer = Result<SpawnSuccess, SpawnFailure>;

    /// Runs an invocation by a handler.
    pub fn run<F, A>(handler: F, request: Request) -> Answer
    where
        F: Handler<A>,
        A: Arguments,
        F::Output: IntoSpawnResult,
    {
        answer(request, |payload| {
            A::from_payload(payload).map(|arguments| output(handler.call(arguments)))
        })
    }

    /// Runs an invocation by what a macro wrote; an `Err` is the result of a handler that did not run.
    pub fn answer(request: Request, handle: impl FnOnce(Data) -> Result<Answer, Answer>) -> Answer {
        handle(Data::__from_abi(request)).unwrap_or_else(|rejection| rejection)
    }

    /// Takes the argument from the payload.
    pub fn body<T: Extract>(payload: Data) -> Result<T, Answer> {
        T::extract(payload).map_err(|error| unreadable(&error))
    }

    fn unreadable(error: &dyn Error) -> Answer {
        Err(SpawnFailure::FailedNote(format!(
            "Failed to extract spawn payload: {error}"
        )))
    }

    /// Turns what the handler returned into the result.
    pub fn output<T: IntoSpawnResult>(output: T) -> Answer {
        output.into_spawn_result()
    }

    #[cfg(test)]
    mod tests {
        use super::{Request, run};
        use crate::{SpawnFailure, SpawnSuccess};

        fn request(payload: &[u8]) -> Request {
            Request::Value(payload.to_vec())
        }

        #[test]
        fn the_handler_gets_the_payload() {
            let shout =
                |text: String| Ok::<_, SpawnFailure>(SpawnSuccess::OkNote(text.to_uppercase()));
            assert!(
                matches!(run(shout, request(b"hi")), Ok(SpawnSuccess::OkNote(note)) if note == "HI")
            );
        }

        #[test]
        fn a_handler_without_argument_runs() {
            assert!(matches!(run(|| (), request(b"\xff")), Ok(SpawnSuccess::Ok)));
        }

        /// SDK.4
        #[test]
        fn a_payload_that_cannot_be_decoded_is_a_failure_and_the_handler_does_not_run() {
            let never = |_: String| -> () { panic!("ran") };
            let Err(SpawnFailure::FailedNote(note)) = run(never, request(b"\xff")) else {
                panic!("no note")
            };
            assert_eq!(
                note,
                "Failed to extract spawn payload: invalid utf-8 sequence of 1 bytes from index 0"
            );
        }
    }
}
