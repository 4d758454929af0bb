//! What the macros' output calls. Not for direct use: it changes without notice.

#[cfg(feature = "spawn-function")]
pub use momento_functions_guest_spawn::__private::spawn;
pub use momento_functions_guest_web::__private::web;

/// What a function of the older contract is made of, under the names that all kinds of entry point share.
pub mod post {
    use momento_functions_wit::generated::web_v1::exports::momento::functions::guest_function_web::{Header, Response};

    use super::web::{self, Arguments, Data, Handler};
    pub use super::web::{body, extra, output};
    pub use crate::__export_post_function as export;
    use crate::IntoWebResponse;
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
