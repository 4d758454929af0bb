//! What the three contracts of outbound HTTP say in types of their own.

use crate::bindings::{http, http_1_0, v1_http};
use crate::http_client::HttpFailure;
use crate::outbound::Authorization;

macro_rules! from_authorization {
    ($($contract:ident),+ $(,)?) => {$(
        impl From<$contract::Authorization> for Authorization {
            fn from(authorization: $contract::Authorization) -> Self {
                match authorization {
                    $contract::Authorization::None => Self::None,
                    $contract::Authorization::AwsSigv4Secret(key) => Self::Key {
                        id: key.access_key_id,
                        secret: key.secret_access_key,
                        region: key.region,
                        service: key.service,
                    },
                    $contract::Authorization::Federated(role) => Self::Role {
                        arn: role.role_arn,
                        service: role.service,
                    },
                }
            }
        }
    )+};
}

from_authorization! {
    http,
    http_1_0,
    v1_http,
}

/// What is invalid is told alike by all; `$other` tells the rest.
macro_rules! from_failure {
    ($($contract:ident: $other:path),+ $(,)?) => {$(
        impl From<HttpFailure> for $contract::Error {
            fn from(failure: HttpFailure) -> Self {
                match failure {
                    HttpFailure::InvalidUrl { url, error } => {
                        Self::InvalidUrl($contract::InvalidUrl { url, error })
                    }
                    HttpFailure::InvalidHeaderName { header, error } => {
                        Self::InvalidHeaderName($contract::InvalidHeaderName { header, error })
                    }
                    HttpFailure::InvalidHeaderValue { value, error } => {
                        Self::InvalidHeaderValue($contract::InvalidHeaderValue { value, error })
                    }
                    other => $other(other),
                }
            }
        }
    )+};
}

from_failure! {
    http: told_apart,
    http_1_0: http_1_0::Error::from_other,
    v1_http: v1_http::Error::from_other,
}

fn told_apart(failure: HttpFailure) -> http::Error {
    match failure {
        HttpFailure::Timeout(text) => http::Error::Timeout(text),
        HttpFailure::ConnectTimeout(text) => http::Error::ConnectTimeout(text),
        HttpFailure::ConnectionFailed(text) => http::Error::ConnectionFailed(text),
        HttpFailure::ConnectionInterrupted(text) => http::Error::ConnectionInterrupted(text),
        HttpFailure::Tls(text) => http::Error::TlsError(text),
        HttpFailure::TooManyRedirects(text) => http::Error::TooManyRedirects(text),
        HttpFailure::MalformedResponse(text) => http::Error::MalformedResponse(text),
        other => http::Error::RequestError(other.to_string()),
    }
}

/// NET.3: the older contracts have one error for all failures on the way.
impl http_1_0::Error {
    fn from_other(failure: HttpFailure) -> Self {
        Self::RequestError(failure.to_string())
    }
}

impl v1_http::Error {
    fn from_other(failure: HttpFailure) -> Self {
        Self::RequestError(failure.to_string())
    }
}
