use momento_functions_bytes::{Data, encoding::Extract};
use momento_functions_wit::aws_lambda as host;

use crate::ResponseExtractError;

/// The answer to an invocation that was waited for.
///
/// That the invoked function failed shows in its payload alone: an error object in place of a
/// result. With the feature `json`, `Outcome` tells the two apart.
#[derive(Debug)]
pub struct InvokeResponse {
    status_code: i32,
    payload: Option<Data>,
    log_result: Option<String>,
    executed_version: Option<String>,
}

impl InvokeResponse {
    pub(crate) fn from_abi(output: host::InvokeOutput) -> Self {
        let host::InvokeOutput {
            status_code,
            payload,
            log_result,
            executed_version,
        } = output;
        Self {
            status_code,
            payload: payload.map(Data::__from_abi),
            log_result,
            executed_version,
        }
    }

    /// Gives Lambda's HTTP status: 200 when the function ran, whether it succeeded or not.
    #[must_use]
    pub fn status_code(&self) -> i32 {
        self.status_code
    }

    /// Gives the version that ran, such as `$LATEST`.
    #[must_use]
    pub fn executed_version(&self) -> Option<&str> {
        self.executed_version.as_deref()
    }

    /// Gives the end of the function's log in base64, when it was asked for.
    #[must_use]
    pub fn log_tail(&self) -> Option<&str> {
        self.log_result.as_deref()
    }

    /// Takes the payload, unread; `None` when there is none, or it was taken before.
    #[must_use]
    pub fn take_payload(&mut self) -> Option<Data> {
        self.payload.take()
    }

    /// Takes the payload, made into a value.
    ///
    /// # Errors
    /// There is none, it was taken before, or it is not what `T` expects.
    pub fn extract<T: Extract>(&mut self) -> Result<T, ResponseExtractError<T::Error>> {
        let payload = self
            .take_payload()
            .ok_or(ResponseExtractError::MissingPayload)?;
        T::extract(payload).map_err(|cause| ResponseExtractError::Extract { cause })
    }
}
