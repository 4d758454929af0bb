use super::dialer::Dialer;
use super::tls::Tls;
use crate::egress::EgressPolicy;
use rustls::pki_types::ServerName;
use std::io;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

/// Connects to servers that speak another protocol than HTTP, as the client does.
#[derive(Clone)]
pub(crate) struct Way {
    dialer: Dialer,
    tls: Arc<Tls>,
}

impl Way {
    pub(super) fn new(policy: EgressPolicy, timeout: Duration, tls: &Arc<Tls>) -> Self {
        Self {
            dialer: Dialer {
                policy: Arc::new(policy),
                timeout,
            },
            tls: Arc::clone(tls),
        }
    }

    /// Knows no rules, and no authorities but the machine's.
    pub(crate) fn plain(timeout: Duration) -> Self {
        Self::new(EgressPolicy::default(), timeout, &Arc::default())
    }

    /// Goes to any address.
    pub(super) fn trusted(&self) -> Self {
        Self::new(EgressPolicy::default(), self.dialer.timeout, &self.tls)
    }

    /// Connects to a host, which is a name or an address.
    pub(crate) async fn tcp(&self, host: &str, port: u16) -> io::Result<TcpStream> {
        let dialed = self.dialer.dial(host, port).await;
        dialed.map_err(|error| io::Error::new(error.kind(), error))
    }

    /// Connects, and encrypts.
    pub(crate) async fn tls(&self, host: &str, port: u16) -> io::Result<TlsStream<TcpStream>> {
        let stream = self.tcp(host, port).await?;
        let name = ServerName::try_from(host.to_owned()).map_err(io::Error::other)?;
        let config = self.tls.config().await.map_err(io::Error::other)?;
        let mut config = rustls::ClientConfig::clone(&config);
        config.alpn_protocols.clear();
        let encrypted = TlsConnector::from(Arc::new(config)).connect(name, stream);
        encrypted
            .await
            .map_err(|error| io::Error::new(error.kind(), format!("{host}:{port}: {error}")))
    }
}
