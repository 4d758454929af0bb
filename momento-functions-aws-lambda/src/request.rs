use std::fmt;

use momento_functions_bytes::encoding::Encode;
use momento_functions_wit::aws_lambda as host;

use crate::LambdaName;

/// An invocation that is waited for: the function, its input, and what else to ask.
///
/// # Limits
/// Lambda takes at most 6 MB of payload, and 3,583 bytes of client context.
///
/// # Examples
/// ```
/// use momento_functions_aws_lambda::InvokeRequest;
///
/// let request = InvokeRequest::new(("shout", "live"), "\"hello\"").with_log_tail();
/// # let _ = request;
/// ```
pub struct InvokeRequest<E: Encode> {
    name: LambdaName,
    payload: E,
    log_tail: bool,
    client_context: Option<String>,
}

impl<E: Encode> InvokeRequest<E> {
    /// Makes a request with an input, which Lambda wants to be JSON; `()` for none.
    #[must_use]
    pub fn new(name: impl Into<LambdaName>, payload: E) -> Self {
        Self {
            name: name.into(),
            payload,
            log_tail: false,
            client_context: None,
        }
    }

    /// Asks for the end of the function's log, its last 4 KB.
    #[must_use]
    pub fn with_log_tail(self) -> Self {
        Self {
            log_tail: true,
            ..self
        }
    }

    /// Sets what the function sees as its client context: JSON in base64.
    #[must_use]
    pub fn with_client_context(self, base64: impl Into<String>) -> Self {
        Self {
            client_context: Some(base64.into()),
            ..self
        }
    }

    pub(crate) fn try_into_abi(self) -> Result<host::InvokeRequest, E::Error> {
        let Self {
            name,
            payload,
            log_tail,
            client_context,
        } = self;
        let how = host::InvocationType::RequestResponse(host::InvokeSynchronousParameters {
            log_type: log_tail.then_some(host::LogType::Tail),
            client_context,
        });
        request(name, payload, how)
    }
}

/// A request as the host takes it. A payload that is known to be empty is none.
pub(crate) fn request<E: Encode>(
    name: LambdaName,
    payload: E,
    invocation_type: host::InvocationType,
) -> Result<host::InvokeRequest, E::Error> {
    let payload = payload.try_serialize()?;
    let (function_name, qualifier) = name.into_parts();
    Ok(host::InvokeRequest {
        function_name,
        qualifier,
        payload: (payload.is_empty() != Some(true)).then(|| payload.__into_abi()),
        invocation_type,
    })
}

/// Shows what is invoked, not with which input.
impl<E: Encode> fmt::Debug for InvokeRequest<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InvokeRequest")
            .field("name", &self.name)
            .field("log_tail", &self.log_tail)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_input_is_not_in_the_debug_text() {
        let request = InvokeRequest::new("f", "hidden").with_client_context("hidden");
        let text = format!("{request:?}");
        assert!(text.contains("\"f\"") && !text.contains("hidden"), "{text}");
    }
}
