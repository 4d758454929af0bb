mod error;
mod percent;

use super::endpoint::Endpoint;
use super::signing::{Payload, Scope, sign};
use super::{AwsEndpoint, CredentialsProvider, Failure};
use crate::error::HostError;
use crate::host::Settings;
use crate::http_client::SendOptions;
use crate::invocation::HostBuffer;
use bytes::Bytes;
pub(crate) use error::refused;
use http::{HeaderMap, HeaderValue, Method, Request, Response, Uri};
pub(crate) use percent::percent_encoded;

/// A service of AWS, or one that is compatible with it.
#[derive(Debug)]
pub(crate) struct Service {
    name: &'static str,
    endpoint: Endpoint,
}

/// One request to a service.
#[derive(Default)]
pub(crate) struct Call {
    pub(crate) method: Method,
    /// What stands before the service's name in the host name, on AWS itself.
    pub(crate) subdomain: Option<String>,
    /// The path and the query, percent-encoded.
    pub(crate) path: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Body,
}

/// A body that is signed, or one that is streamed, of which only S3 needs no signature.
pub(crate) enum Body {
    Signed(Bytes),
    Streamed(HostBuffer),
}

impl Default for Body {
    fn default() -> Self {
        Self::Signed(Bytes::new())
    }
}

impl Service {
    /// Reads `[aws.SECTION]` for the service whose host names and signatures say `name`.
    pub(crate) fn new(
        configured: &AwsEndpoint,
        section: &str,
        name: &'static str,
    ) -> Result<Self, HostError> {
        let endpoint = Endpoint::new(section, configured)?;
        Ok(Self { name, endpoint })
    }

    /// Tells whether this is AWS itself.
    pub(crate) fn is_aws(&self) -> bool {
        matches!(self.endpoint, Endpoint::Real)
    }

    fn uri(&self, region: &str, call: &Call) -> Option<Uri> {
        let origin = self.endpoint.origin(self.name, region);
        let (scheme, authority) = origin.split_once("://")?;
        let before = call.subdomain.as_ref().map(|name| format!("{name}."));
        let url = format!(
            "{scheme}://{}{authority}{}",
            before.unwrap_or_default(),
            call.path
        );
        url.parse().ok()
    }

    /// Signs a request with the function's credentials and sends it.
    pub(crate) async fn call(
        &self,
        settings: &Settings,
        provider: &CredentialsProvider,
        call: Call,
    ) -> Result<Response<HostBuffer>, Failure> {
        let credentials = settings.roles.credentials(provider).await?;
        let uri = self
            .uri(provider.region(), &call)
            .ok_or_else(|| Failure::Malformed("the request has no URL".to_owned()))?;
        let mut request = Request::new(());
        *request.method_mut() = call.method;
        *request.uri_mut() = uri;
        *request.headers_mut() = call.headers;
        let (mut parts, ()) = request.into_parts();
        let scope = Scope {
            credentials: &credentials,
            region: provider.region(),
            service: self.name,
            time: settings.clock.wall(),
        };
        let payload = match &call.body {
            Body::Signed(bytes) => Payload::Bytes(bytes),
            Body::Streamed(_) => Payload::Unsigned,
        };
        let signed = sign(&mut parts, payload, &scope);
        signed.map_err(|error| Failure::Malformed(error.to_string()))?;
        let request = Request::from_parts(parts, call.body.into());
        let http = settings.http.trusted();
        let sent = http.send(request, &SendOptions::default()).await;
        sent.map_err(|failure| Failure::Other(failure.to_string()))
    }
}

impl From<Body> for HostBuffer {
    fn from(body: Body) -> Self {
        match body {
            Body::Signed(bytes) => bytes.into(),
            Body::Streamed(body) => body,
        }
    }
}

/// Gives a header's value of a guest's text.
pub(crate) fn header(text: &str) -> Result<HeaderValue, Failure> {
    let value = HeaderValue::from_str(text);
    value.map_err(|_| Failure::Malformed("a text cannot be a header's value".to_owned()))
}

/// Gives a response's header, where it is there and is text.
pub(crate) fn said<T>(response: &Response<T>, name: &str) -> Option<String> {
    let value = response.headers().get(name)?.to_str().ok()?;
    Some(value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// AWS.8
    #[test]
    fn aws_is_called_in_the_region_and_another_endpoint_where_it_is() {
        let call = Call {
            subdomain: Some("bucket".to_owned()),
            path: "/a%20b?c".to_owned(),
            ..Call::default()
        };
        let aws = Service::new(&AwsEndpoint::Real, "s3", "s3").unwrap();
        let told = aws.uri("us-west-2", &call).unwrap().to_string();
        assert_eq!(told, "https://bucket.s3.us-west-2.amazonaws.com/a%20b?c");
        let url = AwsEndpoint::Url("http://localhost:9000".to_owned());
        let other = Service::new(&url, "s3", "s3").unwrap();
        let path_style = Call {
            subdomain: None,
            ..call
        };
        let told = other.uri("us-west-2", &path_style).unwrap().to_string();
        assert_eq!(told, "http://localhost:9000/a%20b?c");
    }
}
