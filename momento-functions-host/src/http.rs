//! Calls to HTTP servers, one function a method.
use std::mem;

use momento_functions_guest_web::{IntoWebResponse, WebResponse};
use momento_functions_wit::v1::http as host;

use crate::aws::auth::Credentials;
use crate::encoding::{Encode, EncodeError, Extract, encoded};
use crate::errors::errors;

errors! {
    /// Why a GET has no response. One with a status that tells an error is a response.
    HttpGetError [] {
        /// The host did not do it, or the server did not answer.
        HttpError(error: host::Error) = "the GET failed: {error}",
    }

    /// Why a DELETE has no response. One with a status that tells an error is a response.
    HttpDeleteError [] {
        /// The host did not do it, or the server did not answer.
        HttpError(error: host::Error) = "the DELETE failed: {error}",
    }

    /// Why a PUT has no response. One with a status that tells an error is a response.
    HttpPutError [E: EncodeError] {
        /// The host did not do it, or the server did not answer.
        HttpError(error: host::Error) = "the PUT failed: {error}",
        /// The body could not be encoded. Nothing was sent.
        EncodeFailed {
            /// Why.
            cause: E
        } = "the body could not be encoded, and nothing was sent: {cause}",
    }

    /// Why a POST has no response. One with a status that tells an error is a response.
    HttpPostError [E: EncodeError] {
        /// The host did not do it, or the server did not answer.
        HttpError(error: host::Error) = "the POST failed: {error}",
        /// The body could not be encoded. Nothing was sent.
        EncodeFailed {
            /// Why.
            cause: E
        } = "the body could not be encoded, and nothing was sent: {cause}",
    }
}

/// What a server answered. A web function can return it as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// The status.
    pub status: u16,
    /// The headers, in order, repeats kept.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Response {
    /// Takes the body out of the response and decodes it: afterwards the body is empty.
    ///
    /// # Errors
    /// The body is not what `E` expects.
    pub fn extract<E: Extract>(&mut self) -> Result<E, E::Error> {
        E::extract(mem::take(&mut self.body))
    }
}

impl From<host::Response> for Response {
    fn from(response: host::Response) -> Self {
        Self {
            status: response.status,
            headers: response.headers,
            body: response.body,
        }
    }
}

/// The status, the headers and the body, as the server sent them.
impl IntoWebResponse for Response {
    fn response(self) -> momento_functions_guest_web::Response {
        let response = WebResponse::new()
            .with_status(self.status)
            .with_headers(self.headers);
        let Ok(response) = response.with_body(self.body);
        response.response()
    }
}

fn signed(
    credentials: Credentials,
    region: impl Into<String>,
    service: impl Into<String>,
) -> host::Authorization {
    let service = service.into();
    match credentials {
        Credentials::Federated { role_arn } => {
            host::Authorization::Federated(host::IamRole { role_arn, service })
        }
        Credentials::Hardcoded {
            access_key_id,
            secret_access_key,
        } => host::Authorization::AwsSigv4Secret(host::AwsSigv4Secret {
            access_key_id,
            secret_access_key,
            region: region.into(),
            service,
        }),
    }
}

fn request(
    url: impl Into<String>,
    headers: impl IntoIterator<Item = (String, String)>,
    body: Vec<u8>,
    authorization: host::Authorization,
) -> host::Request {
    host::Request {
        url: url.into(),
        headers: headers.into_iter().collect(),
        body,
        authorization,
    }
}

macro_rules! methods {
    ($( $method:literal $name:ident $signed:ident $error:ident $(<$e:ident>)? )+) => { $(
        #[doc = concat!("Sends a ", $method, " request, and waits for the response.")]
        ///
        /// # Errors
        /// There is no response.
        pub fn $name $(<$e: Encode>)? (
            url: impl Into<String>,
            headers: impl IntoIterator<Item = (String, String)>,
            $( body: $e, )?
        ) -> Result<Response, $error $(<$e::Error>)?> {
            let body = methods!(@body $error $(body as $e)?);
            let request = request(url, headers, body, host::Authorization::None);
            Ok(host::$name(&request)?.into())
        }

        #[doc = concat!("Sends a ", $method, " request as [`", stringify!($name), "`] does, signed by the host for a service of AWS.")]
        ///
        /// # Errors
        /// There is no response, or no credentials to sign with.
        ///
        /// # Limits
        /// With a role, `region` is not sent: the contract has no place for it.
        pub fn $signed $(<$e: Encode>)? (
            url: impl Into<String>,
            headers: impl IntoIterator<Item = (String, String)>,
            aws_credentials: Credentials,
            region: impl Into<String>,
            service: impl Into<String>,
            $( body: $e, )?
        ) -> Result<Response, $error $(<$e::Error>)?> {
            let body = methods!(@body $error $(body as $e)?);
            let authorization = signed(aws_credentials, region, service);
            Ok(host::$name(&request(url, headers, body, authorization))?.into())
        }
    )+ };
    (@body $error:ident) => { Vec::new() };
    (@body $error:ident $body:ident as $e:ident) => {
        encoded($body, |cause| $error::EncodeFailed { cause })?
    };
}

methods! {
    "GET" get get_aws_sigv4 HttpGetError
    "PUT" put put_aws_sigv4 HttpPutError<E>
    "POST" post post_aws_sigv4 HttpPostError<E>
    "DELETE" delete delete_aws_sigv4 HttpDeleteError
}
