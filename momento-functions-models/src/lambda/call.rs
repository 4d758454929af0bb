use std::error::Error;
use std::fmt::{self, Display, Formatter};

/// How many bytes a payload has at most that is waited for, and its answer: 6 MiB. (Lambda Developer
/// Guide, "Lambda quotas")
pub const MAX_PAYLOAD: usize = 6 << 20;

/// How many bytes the payload of an event has at most: 1 MiB. (As above)
pub const MAX_EVENT: usize = 1 << 20;

/// API reference of Lambda, `Invoke`.
const MAX_CLIENT_CONTEXT: usize = 3583;

/// Lambda does not take an invocation. The text begins with its exception's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MalformedCall(String);

impl MalformedCall {
    /// Tells of a payload with more than `limit` bytes.
    #[must_use]
    pub fn too_large(limit: usize) -> Self {
        Self(format!(
            "RequestTooLargeException: a payload has at most {limit} bytes; this one has more"
        ))
    }
}

/// Checks a client context.
///
/// # Errors
///
/// It is no base64, or has more than 3,583 bytes.
pub fn check_client_context(context: &str) -> Result<(), MalformedCall> {
    let base64 = |byte: u8| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte);
    if context.len() > MAX_CLIENT_CONTEXT || !context.bytes().all(base64) {
        return Err(MalformedCall(format!(
            "InvalidRequestContentException: a client context is base64 of at most {MAX_CLIENT_CONTEXT} bytes"
        )));
    }
    Ok(())
}

/// Checks a payload: Lambda hands JSON on, or nothing.
///
/// # Errors
///
/// It is no JSON; the text tells where.
pub fn check_payload(payload: &[u8]) -> Result<(), MalformedCall> {
    if payload.is_empty() {
        return Ok(());
    }
    let checked = serde_json::from_slice::<serde::de::IgnoredAny>(payload);
    checked.map(drop).map_err(|error| {
        MalformedCall(format!(
            "InvalidRequestContentException: the payload is no JSON (line {}, column {})",
            error.line(),
            error.column()
        ))
    })
}

/// Tells which version runs where a function has one alone, whatever version or alias is asked for.
#[must_use]
pub fn executed_version(qualifier: Option<&str>) -> &str {
    let number = |text: &&str| text.bytes().all(|byte| byte.is_ascii_digit());
    qualifier.filter(number).unwrap_or("$LATEST")
}

impl Display for MalformedCall {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for MalformedCall {}

#[cfg(test)]
mod tests {
    use super::*;

    /// AWS.7
    #[test]
    fn a_client_context_is_base64_of_a_bounded_length() {
        assert_eq!(
            check_client_context(&"A".repeat(MAX_CLIENT_CONTEXT)),
            Ok(())
        );
        assert!(check_client_context(&"A".repeat(MAX_CLIENT_CONTEXT + 1)).is_err());
        assert!(check_client_context("{}").is_err());
    }

    /// AWS.7
    #[test]
    fn a_payload_is_json_or_nothing() {
        assert_eq!(check_payload(b""), Ok(()));
        assert_eq!(check_payload(b"[1]"), Ok(()));
        let error = check_payload(b"{\n]").unwrap_err().to_string();
        assert!(error.ends_with("no JSON (line 2, column 1)"), "{error}");
    }

    /// AWS.7
    #[test]
    fn a_number_is_a_version_and_a_name_an_alias() {
        assert_eq!(executed_version(Some("7")), "7");
        assert_eq!(executed_version(Some("live")), "$LATEST");
        assert_eq!(executed_version(None), "$LATEST");
    }
}
