//! Calls of other servers as the older contract has them: see `v1-http` in wit/portable/worlds.wit.

use lean as _;

mod bindings;
#[path = "../../data/src/collect.rs"]
mod collect;

use bindings::exports::momento::host::http::{self as v1, Error, Guest, Response};
use bindings::momento::bytes::bytes::Data;
use bindings::momento::http1_0_0::http::{self, Authorization, AwsSigv4Secret, IamRole, Request};
use collect::{Broken, collect};

/// How much of a response's body is given to a function, which takes it as a whole: what a function may have of memory,
/// LIM.1.
const LIMIT: usize = 64 << 20;

struct V1Http;

impl Guest for V1Http {
    fn get(request: v1::Request) -> Result<Response, Error> {
        exchange("GET", request)
    }

    fn put(request: v1::Request) -> Result<Response, Error> {
        exchange("PUT", request)
    }

    fn post(request: v1::Request) -> Result<Response, Error> {
        exchange("POST", request)
    }

    fn delete(request: v1::Request) -> Result<Response, Error> {
        exchange("DELETE", request)
    }
}

fn exchange(verb: &str, request: v1::Request) -> Result<Response, Error> {
    let request = Request {
        url: request.url,
        verb: verb.to_owned(),
        headers: request.headers,
        body: Data::Value(request.body),
        authorization: authorization(request.authorization),
    };
    let response = http::invoke(request).map_err(error)?;
    let length = length(&response);
    Ok(Response {
        status: response.status,
        headers: response.headers,
        body: whole(response.body, length)?,
    })
}

fn whole(body: Data, length: Option<u64>) -> Result<Vec<u8>, Error> {
    collect(body, LIMIT, length).map_err(|broken| {
        Error::RequestError(match broken {
            Broken::Longer => format!(
                "the response's body has more than {LIMIT} bytes, which is all the memory of a function"
            ),
            Broken::NoMemory => {
                "the engine has no memory for a response's body of this size".to_owned()
            }
            Broken::Failed(error) => error.text(),
        })
    })
}

/// What a response says of the length of its body, unless it has none by its nature.
fn length(response: &http::Response) -> Option<u64> {
    let mut headers = response.headers.iter();
    let (_, length) = headers.find(|(name, _)| name == "content-length")?;
    match response.status {
        204 | 304 => None,
        _ => length.trim().parse().ok(),
    }
}

fn authorization(authorization: v1::Authorization) -> Authorization {
    match authorization {
        v1::Authorization::None => Authorization::None,
        v1::Authorization::AwsSigv4Secret(key) => Authorization::AwsSigv4Secret(AwsSigv4Secret {
            access_key_id: key.access_key_id,
            secret_access_key: key.secret_access_key,
            region: key.region,
            service: key.service,
        }),
        v1::Authorization::Federated(role) => Authorization::Federated(IamRole {
            role_arn: role.role_arn,
            service: role.service,
        }),
    }
}

fn error(error: http::Error) -> Error {
    match error {
        http::Error::InternalError => Error::InternalError,
        http::Error::RequestError(text) => Error::RequestError(text),
        http::Error::InvalidUrl(invalid) => Error::InvalidUrl(v1::InvalidUrl {
            url: invalid.url,
            error: invalid.error,
        }),
        http::Error::InvalidHeaderName(invalid) => {
            Error::InvalidHeaderName(v1::InvalidHeaderName {
                header: invalid.header,
                error: invalid.error,
            })
        }
        http::Error::InvalidHeaderValue(invalid) => {
            Error::InvalidHeaderValue(v1::InvalidHeaderValue {
                value: invalid.value,
                error: invalid.error,
            })
        }
    }
}
