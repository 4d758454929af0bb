//! What the service itself refuses, and the answers to it.

use std::time::Duration;

use http::header::{ALLOW, RETRY_AFTER};
use http::{HeaderName, HeaderValue, StatusCode};
use momento_functions_models::ServiceError;

use super::failed_builds::FailedBuild;
use super::patience::Stalled;
use crate::{DeployError, InvocationError, InvocationErrorKind, StateError, VersionError};

/// A request that gets no answer from a function.
#[derive(Debug, thiserror::Error)]
pub(super) enum Refusal {
    #[error(
        "there is nothing at `{path}`: functions are at `/functions/{{cache}}/{{function}}`, `GET /` lists all routes"
    )]
    NoSuchRoute { path: String },
    #[error("`{segment}` is no name: a name is not empty, and its percent-encoding is valid UTF-8")]
    BadName { segment: String },
    #[error(
        "`{text}` names no version: write the function's name, `@` and a number, as `greeter@3`"
    )]
    BadVersion { text: String },
    #[error(
        "there is no function `{function}` in the cache `{cache}`, and a PUT to its own address does not deploy it. \
         To deploy it: {curl}"
    )]
    NotTheDeployRoute {
        cache: String,
        function: String,
        curl: String,
    },
    #[error(
        "there is no console here: start the host without `--no-console` (in a test, `ServiceBuilder::console`)"
    )]
    ConsoleOff,
    #[error(
        "no invocations are kept: start the host without `--no-console` (in a test, `HostBuilder::keep_invoked`), or \
         ask for those to come (`?follow=true`)"
    )]
    NothingKept,
    #[error("there is no invocation `{id}` among those that are kept: the oldest go first")]
    NoSuchInvocation { id: String },
    #[error("there is no item under this key")]
    NoSuchItem,
    #[error("the query is not what it should be: {reason}")]
    BadQuery { reason: String },
    #[error("the cache cannot be looked into: {0}")]
    CacheFailed(ServiceError),
    #[error("Key Not Found: there is no item under this key")]
    NoSuchKey,
    #[error("the condition does not hold, and nothing was stored")]
    ConditionFailed,
    #[error("{}", told(.0))]
    Data(ServiceError),
    #[error("this route answers {allow}")]
    Method { allow: &'static str },
    #[error(
        "a key is missing: give it, raw, in the header `authorization` or `x-momento-authorization`, or as `?token=`"
    )]
    NoKey,
    #[error("this key is not known{}", if *bearer { ": give the key raw, without `Bearer`" } else { "" })]
    UnknownKey { bearer: bool },
    #[error("this key may invoke functions, not manage them")]
    NotAllowed,
    #[error("this token does not allow it: it takes {missing}")]
    NotGranted { missing: &'static str },
    #[error("this token has ended: ask for another one")]
    TokenExpired,
    #[error(
        "a key in a header and a `token` in the query: give one of them \
         (with `x-momento-authorization`, `authorization` is the function's own)"
    )]
    TwoKeys,
    #[error(
        "the host `{host}` is not this service's address: use that, or `localhost`, or allow the name \
         (`cargo momento serve --allow-host NAME`)"
    )]
    ForeignHost { host: String },
    #[error(
        "pages of `{origin}` may not manage functions: no web page may, except from this service's own address"
    )]
    ForeignOrigin { origin: String },
    #[error("the request's headers have {size} bytes; the limit is {limit}")]
    HeadersTooLarge { size: usize, limit: usize },
    #[error("the deploy's body has more than {limit} bytes")]
    DeployTooLarge { limit: u64 },
    #[error("the request's body broke off")]
    BrokenBody,
    #[error("nothing came of the request's body for {} seconds", .0.as_secs_f64())]
    StalledBody(Duration),
    #[error("the deploy's body is not what it should be: {reason}")]
    BadDeploy { reason: String },
    #[error("the request's body has more than {limit} bytes")]
    BodyTooLarge { limit: u64 },
    #[error("the request's body is not what it should be: {reason}")]
    BadBody { reason: String },
    #[error(transparent)]
    Version(VersionError),
    #[error(transparent)]
    Undeployable(#[from] DeployError),
    #[error("the function `{}` does not build, and there is no older build of it:\n{}", .0.function, .0.error)]
    NotBuilt(FailedBuild),
    #[error("the change was not kept: {0}")]
    Unkept(#[from] StateError),
    #[error("{}", .0.message())]
    Failed(InvocationError),
    #[error("Internal server error")]
    Internal,
}

impl From<VersionError> for Refusal {
    fn from(error: VersionError) -> Self {
        match error {
            VersionError::Deploy(error) => error.into(),
            error => Self::Version(error),
        }
    }
}

impl Refusal {
    /// What a body is refused for that cannot be read to its end.
    pub(super) fn of_body(error: &(dyn std::error::Error + Send + Sync + 'static)) -> Self {
        match error.downcast_ref() {
            Some(Stalled(time)) => Self::StalledBody(*time),
            None => Self::BrokenBody,
        }
    }

    pub(super) fn status(&self) -> StatusCode {
        match self {
            Self::NoSuchRoute { .. }
            | Self::NotTheDeployRoute { .. }
            | Self::ConsoleOff
            | Self::NoSuchInvocation { .. }
            | Self::NoSuchItem
            | Self::NoSuchKey => StatusCode::NOT_FOUND,
            Self::ConditionFailed => StatusCode::PRECONDITION_FAILED,
            Self::Data(error) => of_data(error),
            Self::NothingKept => StatusCode::CONFLICT,
            Self::CacheFailed(_) => StatusCode::BAD_GATEWAY,
            Self::Version(error) => of_version(error),
            Self::BadName { .. }
            | Self::BadVersion { .. }
            | Self::BadQuery { .. }
            | Self::TwoKeys
            | Self::BrokenBody
            | Self::BadBody { .. }
            | Self::BadDeploy { .. } => StatusCode::BAD_REQUEST,
            Self::StalledBody(_) => StatusCode::REQUEST_TIMEOUT,
            Self::Method { .. } => StatusCode::METHOD_NOT_ALLOWED,
            Self::NoKey | Self::UnknownKey { .. } | Self::TokenExpired => StatusCode::UNAUTHORIZED,
            Self::NotAllowed
            | Self::NotGranted { .. }
            | Self::ForeignHost { .. }
            | Self::ForeignOrigin { .. } => StatusCode::FORBIDDEN,
            Self::HeadersTooLarge { .. } => StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
            Self::DeployTooLarge { .. } | Self::BodyTooLarge { .. } => {
                StatusCode::PAYLOAD_TOO_LARGE
            }
            Self::Undeployable(DeployError::State(error)) => of_state(error),
            Self::Undeployable(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::NotBuilt(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Unkept(error) => of_state(error),
            Self::Failed(error) => {
                StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
            }
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::NoSuchRoute { .. } => "no_such_route",
            Self::BadName { .. } => "bad_name",
            Self::BadVersion { .. } => "bad_version",
            Self::NotTheDeployRoute { .. } => "no_such_function",
            Self::ConsoleOff => "console_off",
            Self::NothingKept => "nothing_kept",
            Self::NoSuchInvocation { .. } => "no_such_invocation",
            Self::NoSuchItem => "no_such_item",
            Self::NoSuchKey => "key_not_found",
            Self::ConditionFailed => "condition_failed",
            Self::Data(error) => code_of_data(error),
            Self::BadQuery { .. } => "bad_query",
            Self::CacheFailed(_) => "cache_failed",
            Self::Method { .. } => "method_not_allowed",
            Self::NoKey => "no_key",
            Self::UnknownKey { .. } => "unknown_key",
            Self::NotAllowed => "not_allowed",
            Self::NotGranted { .. } => "not_granted",
            Self::TokenExpired => "token_expired",
            Self::TwoKeys => "two_keys",
            Self::ForeignHost { .. } => "foreign_host",
            Self::ForeignOrigin { .. } => "foreign_origin",
            Self::HeadersTooLarge { .. } => "headers_too_large",
            Self::DeployTooLarge { .. } => "deploy_too_large",
            Self::BrokenBody => "broken_body",
            Self::StalledBody(_) => "stalled_body",
            Self::BadDeploy { .. } => "bad_deploy",
            Self::BodyTooLarge { .. } => "body_too_large",
            Self::BadBody { .. } => "bad_body",
            Self::Version(error) => error.code(),
            Self::Undeployable(error) => error.code(),
            Self::NotBuilt(_) => "not_built",
            Self::Unkept(error) => error.code(),
            Self::Failed(error) => error.kind().code(),
            Self::Internal => "internal",
        }
    }

    /// The header that belongs to the status, where one does.
    pub(super) fn header(&self) -> Option<(HeaderName, HeaderValue)> {
        match self {
            Self::Method { allow } => Some((ALLOW, HeaderValue::from_static(allow))),
            Self::Failed(error) if error.kind() == InvocationErrorKind::TooManyInvocations => {
                Some((RETRY_AFTER, HeaderValue::from_static("1")))
            }
            _ => None,
        }
    }

    /// What the body says to a developer, where that is more than a caller may know.
    pub(super) fn explanation(&self) -> Option<String> {
        match self {
            Self::Failed(error) => Some(error.explanation()),
            _ => None,
        }
    }
}

impl From<ServiceError> for Refusal {
    fn from(error: ServiceError) -> Self {
        Self::Data(error)
    }
}

/// DAT.8: the text that a function is told.
fn told(error: &ServiceError) -> String {
    match error {
        ServiceError::InvalidArgument(text)
        | ServiceError::PermissionDenied(text)
        | ServiceError::LimitExceeded(text)
        | ServiceError::FailedPrecondition(text)
        | ServiceError::NotFound(text) => text.clone(),
        error => error.to_string(),
    }
}

/// DAT.8
fn of_data(error: &ServiceError) -> StatusCode {
    match error {
        ServiceError::InternalError => StatusCode::INTERNAL_SERVER_ERROR,
        ServiceError::RequestCancelled => StatusCode::SERVICE_UNAVAILABLE,
        ServiceError::InvalidArgument(_) => StatusCode::BAD_REQUEST,
        ServiceError::Timeout => StatusCode::GATEWAY_TIMEOUT,
        ServiceError::PermissionDenied(_) => StatusCode::FORBIDDEN,
        ServiceError::LimitExceeded(_) => StatusCode::PAYLOAD_TOO_LARGE,
        ServiceError::FailedPrecondition(_) => StatusCode::CONFLICT,
        ServiceError::NotFound(_) => StatusCode::NOT_FOUND,
    }
}

/// DAT.8: the contract's name of the error.
fn code_of_data(error: &ServiceError) -> &'static str {
    match error {
        ServiceError::InternalError => "internal_error",
        ServiceError::RequestCancelled => "request_cancelled",
        ServiceError::InvalidArgument(_) => "invalid_argument",
        ServiceError::Timeout => "timeout",
        ServiceError::PermissionDenied(_) => "permission_denied",
        ServiceError::LimitExceeded(_) => "limit_exceeded",
        ServiceError::FailedPrecondition(_) => "failed_precondition",
        ServiceError::NotFound(_) => "not_found",
    }
}

fn of_version(error: &VersionError) -> StatusCode {
    match error {
        VersionError::State(error) => of_state(error),
        VersionError::NotLoaded { .. } => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::NOT_FOUND,
    }
}

/// STA.5
fn of_state(error: &StateError) -> StatusCode {
    match error.is_full() {
        true => StatusCode::INSUFFICIENT_STORAGE,
        false => StatusCode::INTERNAL_SERVER_ERROR,
    }
}
