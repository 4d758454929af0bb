use crate::http_client::{HttpClient, SendOptions};
use crate::invocation::HostBuffer;
use aws_smithy_runtime_api::client::http::{
    HttpClient as SmithyClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings,
    SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use std::time::Duration;

/// How long an answer with credentials may be.
const MAX_ANSWER: u64 = 1 << 20;

/// How long to wait for such an answer.
const TIMEOUT: Duration = Duration::from_secs(10);

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// The host's own HTTP client, for AWS's library of credentials.
#[derive(Debug, Clone)]
pub(super) struct SharedClient(pub(super) HttpClient);

impl SharedClient {
    async fn send(self, request: HttpRequest) -> Result<HttpResponse, BoxError> {
        let request = request.try_into_http1x()?;
        let request =
            request.map(|body| HostBuffer::from(body.bytes().unwrap_or_default().to_vec()));
        let options = SendOptions {
            timeout: Some(TIMEOUT),
            ..SendOptions::default()
        };
        let response = self.0.send(request, &options).await?;
        let (parts, mut body) = response.into_parts();
        let body = body.collect(MAX_ANSWER).await?;
        let body = body.map_err(|_| "the answer is too long")?;
        let response = http::Response::from_parts(parts, SdkBody::from(body));
        Ok(HttpResponse::try_from(response)?)
    }
}

impl HttpConnector for SharedClient {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let sent = self.clone().send(request);
        HttpConnectorFuture::new(async move {
            sent.await
                .map_err(|error| ConnectorError::other(error, None))
        })
    }
}

impl SmithyClient for SharedClient {
    fn http_connector(
        &self,
        _: &HttpConnectorSettings,
        _: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}
