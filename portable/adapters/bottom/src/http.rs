use crate::Bottom;
use crate::bindings::exports::momento::http1_1_0::http::{Error, Guest, Request, Response};
use crate::client::HttpFailure;

/// Translates one version's request and response, which differ from the other's in their module alone.
macro_rules! translate {
    ($version:ident) => {
        fn send(request: Request, timeout: Option<u64>) -> Result<Response, Error> {
            use crate::bindings::exports::momento::$version::http as version;
            use crate::client::{Authorization, Outbound};
            let authorization = match request.authorization {
                version::Authorization::None => Authorization::None,
                version::Authorization::AwsSigv4Secret(key) => Authorization::Key {
                    id: key.access_key_id,
                    secret: key.secret_access_key,
                    region: key.region,
                    service: key.service,
                },
                version::Authorization::Federated(role) => {
                    Authorization::Role { arn: role.role_arn }
                }
            };
            let outbound = Outbound {
                url: request.url,
                verb: request.verb,
                headers: request.headers,
                body: crate::body::Body::given(request.body),
                authorization,
                timeout,
            };
            let response = outbound.send().map_err(error)?;
            Ok(Response {
                status: response.status,
                headers: response.headers,
                body: response.body.give(),
            })
        }

        /// What is invalid is told alike by all; `other` tells the rest.
        fn error(failure: crate::client::HttpFailure) -> Error {
            use crate::bindings::exports::momento::$version::http as version;
            use crate::client::HttpFailure;
            match failure {
                HttpFailure::InvalidUrl(invalid) => Error::InvalidUrl(version::InvalidUrl {
                    url: invalid.url,
                    error: invalid.error,
                }),
                HttpFailure::InvalidHeaderName { header, error } => {
                    Error::InvalidHeaderName(version::InvalidHeaderName { header, error })
                }
                HttpFailure::InvalidHeaderValue { value, error } => {
                    Error::InvalidHeaderValue(version::InvalidHeaderValue { value, error })
                }
                failure => other(failure),
            }
        }
    };
}
pub(crate) use translate;

translate!(http1_1_0);

impl Guest for Bottom {
    fn invoke(request: Request) -> Result<Response, Error> {
        send(request, None)
    }

    fn invoke_with_timeout(request: Request, timeout_milliseconds: u64) -> Result<Response, Error> {
        send(request, Some(timeout_milliseconds))
    }
}

fn other(failure: HttpFailure) -> Error {
    match failure {
        HttpFailure::Timeout(text) => Error::Timeout(text),
        HttpFailure::ConnectTimeout(text) => Error::ConnectTimeout(text),
        HttpFailure::ConnectionFailed(text) => Error::ConnectionFailed(text),
        HttpFailure::ConnectionInterrupted(text) => Error::ConnectionInterrupted(text),
        HttpFailure::Tls(text) => Error::TlsError(text),
        HttpFailure::TooManyRedirects(text) => Error::TooManyRedirects(text),
        HttpFailure::MalformedResponse(text) => Error::MalformedResponse(text),
        failure => Error::RequestError(failure.to_string()),
    }
}
