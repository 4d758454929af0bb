use super::body::causes;
use super::dialer::{DialError, Dialer};
use super::tls::Tls;
use super::wire::Wire;
use crate::egress::EgressPolicy;
use http::Uri;
use http::uri::Scheme;
use hyper_rustls::{HttpsConnector, MaybeHttpsStream};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tower_service::Service;

/// Connects, with TLS where the scheme asks for it, and is done in time.
#[derive(Clone)]
pub(super) struct Connector {
    dialer: Dialer,
    tls: Arc<Tls>,
    /// How long the name, the connection and TLS may take together.
    timeout: Duration,
}

impl Connector {
    pub(super) fn new(policy: Arc<EgressPolicy>, tls: Arc<Tls>, timeout: Duration) -> Self {
        let dialer = Dialer { policy, timeout };
        Self {
            dialer,
            tls,
            timeout,
        }
    }

    async fn connect(self, uri: Uri) -> Result<Wire, DialError> {
        let timeout = self.timeout;
        match tokio::time::timeout(timeout, self.unhurried(uri)).await {
            Ok(connected) => connected,
            Err(_) => Err(DialError::Timeout(timeout)),
        }
    }

    async fn unhurried(mut self, uri: Uri) -> Result<Wire, DialError> {
        if uri.scheme() == Some(&Scheme::HTTP) {
            // Nobody needs the certificates, which take their time to be read.
            let stream = self.dialer.call(uri).await?;
            return Ok(Wire::new(MaybeHttpsStream::Http(stream)));
        }
        let tls = self.tls.config().await?;
        let mut https = HttpsConnector::from((self.dialer, tls));
        let connected = https.call(uri).await.map_err(|error| {
            // What is not the dialer's is the handshake's.
            let handshake = |error: Box<dyn std::error::Error + Send + Sync>| {
                DialError::Tls(causes(error.as_ref()))
            };
            error.downcast().map_or_else(handshake, |error| *error)
        });
        connected.map(Wire::new)
    }
}

impl Service<Uri> for Connector {
    type Response = Wire;
    type Error = DialError;
    type Future = Pin<Box<dyn Future<Output = Result<Wire, DialError>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), DialError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        Box::pin(self.clone().connect(uri))
    }
}
