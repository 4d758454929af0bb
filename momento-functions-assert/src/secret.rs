//! What carries credentials, and is told by nobody.

const HEADERS: [&str; 13] = [
    "api-key",
    "authorization",
    "cookie",
    "private-token",
    "proxy-authorization",
    "set-cookie",
    "x-access-token",
    "x-amz-security-token",
    "x-api-key",
    "x-auth-token",
    "x-goog-api-key",
    "x-momento-authorization",
    "x-vault-token",
];

const PARAMETERS: [&str; 16] = [
    "access_token",
    "api-key",
    "api_key",
    "apikey",
    "client_secret",
    "id_token",
    "key",
    "password",
    "refresh_token",
    "secret",
    "sig",
    "signature",
    "token",
    "x-amz-credential",
    "x-amz-security-token",
    "x-amz-signature",
];

/// Returns whether a header carries credentials. The name is compared without its case.
#[must_use]
pub fn is_secret_header(name: &str) -> bool {
    HEADERS.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// Returns whether a parameter of a URL's query carries credentials. The name is compared without its case.
#[must_use]
pub fn is_secret_parameter(name: &str) -> bool {
    PARAMETERS
        .iter()
        .any(|known| known.eq_ignore_ascii_case(name))
}
