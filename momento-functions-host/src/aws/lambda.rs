//! Invoking AWS Lambda functions.
use momento_functions_wit::v1::aws_lambda::{self as host, LambdaError};

use crate::aws::auth::client;
use crate::encoding::{Encode, EncodeError, Extract, ExtractError, encoded};
use crate::errors::errors;

pub use momento_functions_aws_lambda::LambdaName;

errors! {
    /// Why a function was not invoked. That it failed itself is no error here: its payload says so.
    InvokeError [E: EncodeError] {
        /// Lambda did not do it.
        LambdaError(error: LambdaError) = "Lambda did not do it: {error}",
        /// The payload could not be encoded. Nothing was sent.
        EncodeFailed {
            /// Why.
            cause: E
        } = "the payload could not be encoded, and nothing was sent: {cause}",
    }

    /// Why there is no value in a response.
    ResponseExtractError [E: ExtractError] {
        /// The response has no payload, or it was taken before.
        MissingPayload = "the response has no payload; a payload can be taken once",
        /// The payload is not what the type expects.
        Extract {
            /// Why.
            cause: E
        } = "the payload is not what the function expects: {cause}",
    }
}

/// What Lambda answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvokeResponse {
    status_code: i32,
    payload: Option<Vec<u8>>,
}

impl InvokeResponse {
    /// Gives the status of the invocation.
    #[must_use]
    pub fn status_code(&self) -> i32 {
        self.status_code
    }

    /// Takes the payload out of the response, when there is one.
    pub fn take_payload(&mut self) -> Option<Vec<u8>> {
        self.payload.take()
    }

    /// Takes the payload out of the response, and decodes it.
    ///
    /// # Errors
    /// There is no payload, or it is not what `E` expects.
    pub fn extract<E: Extract>(&mut self) -> Result<E, ResponseExtractError<E::Error>> {
        let payload = self.take_payload();
        E::extract(payload.ok_or(ResponseExtractError::MissingPayload)?)
            .map_err(|cause| ResponseExtractError::Extract { cause })
    }
}

client! {
    /// A client of Lambda, for one region and with its credentials.
    LambdaClient = host
}

impl LambdaClient {
    /// Invokes a function, and waits for its result. A payload without bytes is none.
    ///
    /// # Errors
    /// Lambda does not do it, or the payload cannot be encoded.
    pub fn invoke<E: Encode>(
        &self,
        name: impl Into<LambdaName>,
        payload: E,
    ) -> Result<InvokeResponse, InvokeError<E::Error>> {
        let payload = encoded(payload, |cause| InvokeError::EncodeFailed { cause })?;
        let (function_name, qualifier) = match name.into() {
            LambdaName::Name(name) => (name, None),
            LambdaName::Qualified { name, qualifier } => (name, Some(qualifier)),
        };
        let waited_for = host::InvokeSynchronousParameters {
            log_type: None,
            client_context: None,
        };
        let request = host::InvokeRequest {
            function_name,
            qualifier,
            payload: Some(payload).filter(|payload| !payload.is_empty()),
            invocation_type: host::InvocationType::RequestResponse(waited_for),
        };
        let output = host::client_invoke(&self.client, &request)?;
        Ok(InvokeResponse {
            status_code: output.status_code,
            payload: output.payload,
        })
    }
}
