//! What the macros' output calls. Not for direct use: it changes without notice.

#[cfg(feature = "spawn-function")]
pub use momento_functions_guest_spawn::__private::spawn;
pub use momento_functions_guest_web::__private::web;
#[cfg(feature = "test")]
pub use momento_functions_test::__private::test;

/// What a spawn function of the older contract is made of.
#[cfg(not(feature = "spawn-function"))]
pub mod older_spawn {
    use momento_functions_guest_spawn::__private::spawn::{Arguments, Data, Handler};
    use momento_functions_guest_spawn::{IntoSpawnResult, SpawnFailure};

    pub use crate::__export_spawn_function as export;
    pub use momento_functions_wit::__report_panics as report_panics;
    pub use momento_functions_wit::generated::spawn_v1 as bindings;

    /// What the host gives.
    pub type Request = Vec<u8>;

    /// Runs an invocation by a handler. Its failure is a panic, since there is no other way to tell of it.
    #[expect(
        clippy::panic,
        reason = "the contract has no result, and a failed run is one that traps"
    )]
    pub fn run<F, A>(handler: F, request: Request)
    where
        F: Handler<A>,
        A: Arguments,
        F::Output: IntoSpawnResult,
    {
        let result = match A::from_payload(Data::from(request)) {
            Ok(arguments) => handler.call(arguments).into_spawn_result(),
            Err(rejection) => rejection,
        };
        if let Err(failure) = result {
            panic!("the spawn function failed: {}", text(&failure));
        }
    }

    fn text(failure: &SpawnFailure) -> &str {
        match failure {
            SpawnFailure::Failed => "it does not say why",
            SpawnFailure::FailedNote(text) | SpawnFailure::HostError(text) => text,
        }
    }

    #[cfg(test)]
    mod tests {
        use super::run;
        use crate::FunctionResult;

        #[test]
        fn the_handler_gets_the_payload() {
            let mut heard = String::new();
            run(|text: String| heard = text, b"hi".to_vec());
            assert_eq!(heard, "hi");
            run(|| (), b"\xff".to_vec());
        }

        /// SDK.4
        #[test]
        #[should_panic(expected = "the spawn function failed: status 500: no such user")]
        fn a_handlers_error_is_a_panic_with_its_text() {
            let fails = |_: Vec<u8>| -> FunctionResult<()> {
                Err(crate::WebError::message("no such user"))
            };
            run(fails, Vec::new());
        }

        /// SDK.4
        #[test]
        #[should_panic(expected = "failed: Failed to extract spawn payload: invalid utf-8")]
        fn a_payload_that_cannot_be_decoded_is_a_panic_and_the_handler_does_not_run() {
            let never = |_: String| -> () { unreachable!("ran") };
            run(never, b"\xff".to_vec());
        }
    }
}

/// What a function of the older contract is made of, under the names that all kinds of entry point share.
pub mod post {
    use momento_functions_wit::generated::web_v1::exports::momento::functions::guest_function_web::{Header, Response};

    use super::web::{self, Arguments, Data, Handler};
    pub use super::web::{body, extra, output};
    pub use crate::__export_post_function as export;
    use crate::IntoWebResponse;
    pub use momento_functions_wit::__report_panics as report_panics;
    pub use momento_functions_wit::generated::web_v1 as bindings;

    /// What `post!` brings into the scope that it stands in.
    pub mod scope {
        pub use crate::FunctionResult;
    }

    /// What the host gives.
    pub type Request = Vec<u8>;
    /// What the host takes.
    pub type Answer = Response;

    /// Runs an invocation by a handler.
    pub fn run<F, A>(handler: F, request: Request) -> Answer
    where
        F: Handler<A>,
        A: Arguments,
        F::Output: IntoWebResponse,
    {
        answer(request, |request| web::call(handler, request))
    }

    /// Runs an invocation by what a macro wrote; an `Err` is the answer of a handler that did not run.
    pub fn answer(
        request: Request,
        handle: impl FnOnce(Data) -> Result<web::Answer, web::Answer>,
    ) -> Answer {
        older(web::invocation(Data::from(request), handle))
    }

    /// The same response in the older contract's types, with its body in the function's memory.
    fn older(response: web::Answer) -> Answer {
        let headers = response.headers.into_iter().map(|header| Header {
            name: header.name,
            value: header.value,
        });
        let body = Data::__bytes_of(response.body);
        Answer {
            status: response.status,
            headers: headers.collect(),
            body,
        }
    }

    #[cfg(test)]
    mod tests {
        use super::run;
        use crate::{FunctionResult, WebError, WebResponse};

        #[test]
        fn the_handler_gets_the_payload_and_its_bytes_are_the_body() {
            let reverse = |mut payload: Vec<u8>| -> FunctionResult<Vec<u8>> {
                payload.reverse();
                Ok(payload)
            };
            let answer = run(reverse, b"abc".to_vec());
            assert_eq!((answer.status, answer.body), (200, b"cba".to_vec()));
        }

        #[test]
        fn status_and_headers_are_kept_in_order() {
            let teapot = || {
                WebResponse::new()
                    .with_status(418)
                    .header("a", "1")
                    .header("a", "2")
            };
            let answer = run(teapot, vec![]);
            let headers = answer
                .headers
                .iter()
                .map(|header| (header.name.as_str(), header.value.as_str()));
            assert_eq!(answer.status, 418);
            assert_eq!(headers.collect::<Vec<_>>(), [("a", "1"), ("a", "2")]);
        }

        #[test]
        fn a_payload_that_cannot_be_decoded_is_400_and_the_handler_does_not_run() {
            let never = |_: String| -> FunctionResult<()> { Err(WebError::message("ran")) };
            let answer = run(never, vec![0xff]);
            assert_eq!(answer.status, 400);
            assert!(
                answer
                    .body
                    .starts_with(b"Failed to parse request body: invalid utf-8"),
                "{:?}",
                String::from_utf8(answer.body)
            );
        }
    }
}
