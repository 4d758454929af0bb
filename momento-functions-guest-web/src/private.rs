//! What the macros' output calls. Not for direct use: it changes without notice.

/// What a web function is made of, under the names that all kinds of entry point share.
pub mod web {
    use std::error::Error;

    pub use momento_functions_bytes::Data;
    use momento_functions_bytes::Extract;
    pub use momento_functions_wit::__report_panics as report_panics;
    pub use momento_functions_wit::bytes::Data as Request;
    pub use momento_functions_wit::generated::web_v2 as bindings;

    pub use crate::__export_web_function as export;
    pub use crate::Response as Answer;
    pub use crate::handler::{Arguments, Handler};
    use crate::{FromInvocation, IntoWebResponse, WebEnvironment, WebError, environment};

    const VERSION: &str = env!("CARGO_PKG_VERSION");

    /// The version of this crate, by which a component tells that it forgets a request when the next one comes.
    pub const MARK: [u8; VERSION.len()] = match VERSION.as_bytes().first_chunk() {
        Some(version) => *version,
        None => [0; VERSION.len()],
    };

    /// Runs an invocation by a handler.
    pub fn run<F, A>(handler: F, request: Request) -> Answer
    where
        F: Handler<A>,
        A: Arguments,
        F::Output: IntoWebResponse,
    {
        answer(request, |request| call(handler, request))
    }

    /// Calls a handler; an `Err` is the answer when an argument cannot be had.
    pub fn call<F, A>(handler: F, request: Data) -> Result<Answer, Answer>
    where
        F: Handler<A>,
        A: Arguments,
        F::Output: IntoWebResponse,
    {
        A::from_request(request).map(|arguments| output(handler.call(arguments)))
    }

    /// Runs an invocation by what a macro wrote; an `Err` is the answer of a handler that did not run.
    pub fn answer(request: Request, handle: impl FnOnce(Data) -> Result<Answer, Answer>) -> Answer {
        invocation(Data::__from_abi(request), handle)
    }

    /// Runs an invocation on a body, wherever it comes from.
    pub fn invocation(
        request: Data,
        handle: impl FnOnce(Data) -> Result<Answer, Answer>,
    ) -> Answer {
        // An engine may use an instance again, and a test calls more than once in one process.
        environment::reset();
        handle(request).unwrap_or_else(|rejection| rejection)
    }

    /// Takes an argument from the invocation.
    pub fn extra<T: FromInvocation>() -> Result<T, Answer> {
        T::from_invocation(WebEnvironment::load()).map_err(IntoWebResponse::response)
    }

    /// Takes an argument from the request's body.
    pub fn body<T: Extract>(request: Data) -> Result<T, Answer> {
        T::extract(request).map_err(|error| unreadable(&error))
    }

    fn unreadable(error: &dyn Error) -> Answer {
        WebError::new(400, format!("Failed to parse request body: {error}")).response()
    }

    /// Turns what the handler returned into the answer.
    pub fn output<T: IntoWebResponse>(output: T) -> Answer {
        output.response()
    }

    #[cfg(test)]
    mod tests {
        use super::{Answer, Data, Request, run};
        use crate::{FromInvocation, WebEnvironment, WebError};

        /// An extra that can be had, and one that cannot.
        struct Here;
        struct Missing;

        impl FromInvocation for Here {
            type Rejection = ();

            fn from_invocation(_: &'static WebEnvironment) -> Result<Self, ()> {
                Ok(Self)
            }
        }

        impl FromInvocation for Missing {
            type Rejection = WebError;

            fn from_invocation(_: &'static WebEnvironment) -> Result<Self, WebError> {
                Err(WebError::new(409, "missing"))
            }
        }

        fn request(body: &[u8]) -> Request {
            Request::Value(body.to_vec())
        }

        fn read(answer: Answer) -> (u16, String) {
            let body = Data::__from_abi(answer.body).into_bytes();
            (answer.status, String::from_utf8(body).expect("UTF-8"))
        }

        #[test]
        fn the_handler_gets_the_body() {
            let answer = run(|body: String| body.to_uppercase(), request(b"hi"));
            assert_eq!(read(answer), (200, "HI".to_string()));
        }

        #[test]
        fn a_handler_without_argument_reads_no_body() {
            assert_eq!(
                read(run(|| "pong", request(b"\xff"))),
                (200, "pong".to_string())
            );
        }

        /// SDK.1
        #[test]
        fn a_body_that_cannot_be_decoded_is_400_and_the_handler_does_not_run() {
            let never = |_: String| -> &'static str { panic!("ran") };
            let (status, body) = read(run(never, request(b"\xff")));
            assert_eq!(status, 400);
            assert_eq!(
                body,
                "Failed to parse request body: invalid utf-8 sequence of 1 bytes from index 0"
            );
        }

        #[test]
        fn extras_come_before_the_body() {
            let here = |_: Here, body: String| body;
            assert_eq!(read(run(here, request(b"x"))), (200, "x".to_string()));
            let missing = |_: Here, _: Missing, _: String| -> () { panic!("ran") };
            assert_eq!(
                read(run(missing, request(b"\xff"))),
                (409, "missing".to_string())
            );
        }

        #[test]
        fn eight_arguments_are_taken() {
            #[rustfmt::skip]
            let eight = |_: Here, _: Here, _: Here, _: Here, _: Here, _: Here, _: Here, body: Vec<u8>| body;
            assert_eq!(read(run(eight, request(b"8"))), (200, "8".to_string()));
        }
    }
}
