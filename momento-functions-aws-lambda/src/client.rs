use momento_functions_bytes::encoding::Encode;
use momento_functions_wit::aws_lambda as host;

use crate::{
    CredentialsProvider, InvokeError, InvokeRequest, InvokeResponse, LambdaError, LambdaName,
    request::request,
};

/// A client of Lambda, for one region and with its credentials.
///
/// Its calls panic off wasm32, on a thread that has no native host
/// (`momento_functions_wit::native::scope`).
///
/// # Examples
/// See the [crate](crate).
#[derive(Debug)]
pub struct LambdaClient {
    client: host::Client,
}

impl LambdaClient {
    /// Makes a client that uses these credentials and their region. It asks nothing of AWS yet.
    #[must_use]
    pub fn new(credentials: &CredentialsProvider) -> Self {
        Self {
            client: host::client(credentials),
        }
    }

    /// Invokes a function, and waits for its result.
    ///
    /// Lambda wants the payload to be JSON; `()` is none.
    ///
    /// # Errors
    /// Lambda does not do it, or the payload cannot be encoded. That the function itself failed is
    /// no error here: its payload says so.
    ///
    /// # Limits
    /// Lambda takes and gives at most 6 MB of payload.
    pub fn invoke<E: Encode>(
        &self,
        name: impl Into<LambdaName>,
        payload: E,
    ) -> Result<InvokeResponse, InvokeError<E::Error>> {
        self.invoke_with(InvokeRequest::new(name, payload))
    }

    /// Invokes a function as a request says, and waits for its result.
    ///
    /// # Errors
    /// As for [`invoke`](Self::invoke).
    pub fn invoke_with<E: Encode>(
        &self,
        request: InvokeRequest<E>,
    ) -> Result<InvokeResponse, InvokeError<E::Error>> {
        self.send(request.try_into_abi())
            .map(InvokeResponse::from_abi)
    }

    /// Invokes a function without waiting: Lambda queues the payload, and tries again when the function fails.
    ///
    /// # Errors
    /// Lambda does not queue it, or the payload cannot be encoded.
    ///
    /// # Limits
    /// Lambda queues smaller payloads than it takes when waited for; its quotas say how large.
    pub fn invoke_event<E: Encode>(
        &self,
        name: impl Into<LambdaName>,
        payload: E,
    ) -> Result<(), InvokeError<E::Error>> {
        self.send(request(name.into(), payload, host::InvocationType::Event))
            .map(drop)
    }

    /// Tells whether a function is there and may be invoked, without running it.
    ///
    /// # Errors
    /// It is not there, or may not be invoked.
    pub fn dry_run(&self, name: impl Into<LambdaName>) -> Result<(), LambdaError> {
        let Ok(request) = request(name.into(), (), host::InvocationType::DryRun);
        self.call(request).map(drop)
    }

    fn send<E: momento_functions_bytes::EncodeError>(
        &self,
        request: Result<host::InvokeRequest, E>,
    ) -> Result<host::InvokeOutput, InvokeError<E>> {
        let request = request.map_err(|cause| InvokeError::EncodeFailed { cause })?;
        Ok(self.call(request)?)
    }

    fn call(&self, request: host::InvokeRequest) -> Result<host::InvokeOutput, LambdaError> {
        host::client_invoke(&self.client, request).map_err(LambdaError::from_abi)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::rc::Rc;

    use momento_functions_bytes::Data;
    use momento_functions_wit::native;

    use super::*;
    use crate::ResponseExtractError;

    /// Knows one function, `echo`, and keeps what it was asked.
    #[derive(Default)]
    struct Lambda(RefCell<Vec<String>>);

    impl native::Host for Lambda {
        fn aws_lambda(&self) -> Option<&dyn host::Host> {
            Some(self)
        }
    }

    impl host::Host for Lambda {
        fn client(&self, credentials: &CredentialsProvider) -> host::Client {
            host::Client::from_native(*credentials.native::<u8>().unwrap())
        }

        fn client_invoke(
            &self,
            client: &host::Client,
            request: host::InvokeRequest,
        ) -> Result<host::InvokeOutput, host::LambdaError> {
            assert_eq!(client.native(), Some(&7_u8));
            let host::InvokeRequest {
                function_name,
                qualifier,
                payload,
                invocation_type,
            } = request;
            self.0.borrow_mut().push(format!(
                "{function_name} {qualifier:?} {} {invocation_type:?}",
                payload.is_some()
            ));
            if function_name != "echo" {
                return Err(host::LambdaError::Other(function_name));
            }
            Ok(host::InvokeOutput {
                status_code: 200,
                payload,
                log_result: Some("bG9n".to_owned()),
                executed_version: qualifier,
            })
        }
    }

    fn with_client<R>(run: impl FnOnce(LambdaClient) -> R) -> (R, Vec<String>) {
        let host = Rc::new(Lambda::default());
        let result = native::scope(Rc::clone(&host), || {
            run(LambdaClient::new(&CredentialsProvider::from_native(7_u8)))
        });
        (result, host.0.take())
    }

    #[test]
    fn a_payload_goes_in_and_comes_out() {
        let (response, asked) = with_client(|lambda| lambda.invoke("echo", "hi"));
        let mut response = response.unwrap();
        assert_eq!(
            (response.status_code(), response.executed_version()),
            (200, None)
        );
        assert_eq!(response.extract::<String>(), Ok("hi".to_owned()));
        assert_eq!(
            response.extract::<String>(),
            Err(ResponseExtractError::MissingPayload)
        );
        assert!(asked[0].starts_with("echo None true"), "{asked:?}");
        assert!(asked[0].contains("RequestResponse"), "{asked:?}");
    }

    #[test]
    fn everything_asked_for_reaches_the_host() {
        let request = InvokeRequest::new(("echo", "live"), vec![0xff])
            .with_log_tail()
            .with_client_context("e30=");
        let (response, asked) = with_client(|lambda| lambda.invoke_with(request));
        let mut response = response.unwrap();
        assert_eq!(
            (response.log_tail(), response.executed_version()),
            (Some("bG9n"), Some("live"))
        );
        assert!(matches!(
            response.extract::<String>(),
            Err(ResponseExtractError::Extract { .. })
        ));
        for part in ["echo Some(\"live\") true", "LogType::Tail", "e30="] {
            assert!(asked[0].contains(part), "{asked:?}");
        }
    }

    #[test]
    fn an_empty_payload_is_none() {
        let (response, asked) = with_client(|lambda| lambda.invoke("echo", ()));
        assert!(response.unwrap().take_payload().is_none());
        assert!(asked[0].starts_with("echo None false"), "{asked:?}");
    }

    #[test]
    fn an_event_and_a_dry_run_are_what_they_say() {
        let ((), asked) = with_client(|lambda| {
            lambda
                .invoke_event(("echo", "1".to_owned()), Data::from("hi"))
                .unwrap();
            lambda.dry_run("echo".to_owned()).unwrap();
        });
        assert_eq!(
            asked,
            [
                "echo Some(\"1\") true InvocationType::Event",
                "echo None false InvocationType::DryRun"
            ]
        );
    }

    #[test]
    fn what_lambda_says_is_the_error() {
        let said = LambdaError::Other("none".to_owned());
        let (errors, _) = with_client(|lambda| {
            (
                lambda.invoke("none", "").unwrap_err(),
                lambda.invoke_event("none", "").unwrap_err(),
                lambda.dry_run("none").unwrap_err(),
            )
        });
        let wrapped = InvokeError::LambdaError(said.clone());
        assert_eq!(errors, (wrapped.clone(), wrapped, said));
    }

    #[cfg(feature = "json")]
    #[test]
    fn what_cannot_be_encoded_is_not_sent() {
        use std::collections::HashMap;
        use std::error::Error;

        use momento_functions_bytes::Json;

        let keys_that_are_no_text = Json(HashMap::from([(vec![1], 1)]));
        let (error, asked) =
            with_client(|lambda| lambda.invoke("echo", keys_that_are_no_text).unwrap_err());
        assert!(error.to_string().contains("nothing was sent") && asked.is_empty());
        assert!(
            error
                .source()
                .is_some_and(|source| source.is::<serde_json::Error>())
        );
    }
}
