use crate::egress::{EgressPolicy, EgressRefusal, NameVerdict};
use http::Uri;
use http::uri::Scheme;
use hyper_util::rt::TokioIo;
use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::net::TcpStream;
use tower_service::Service;

/// How many addresses of one name are tried.
const MAX_ADDRESSES: usize = 16;

/// Resolves a name, and connects to the first of its addresses that may be called and answers.
///
/// The address that is judged is the one that is called: who answers for the name cannot change it in
/// between.
#[derive(Clone)]
pub(crate) struct Dialer {
    pub(crate) policy: Arc<EgressPolicy>,
    /// How long all addresses may take together.
    pub(crate) timeout: Duration,
}

/// There is no connection.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DialError {
    #[error(transparent)]
    Refused(#[from] EgressRefusal),
    #[error("{host} has no address: {source}")]
    Unknown { host: String, source: io::Error },
    #[error("{host} has no address")]
    Nowhere { host: String },
    #[error("{address} cannot be reached: {source}")]
    Unreachable {
        address: SocketAddr,
        source: io::Error,
    },
    #[error("there was no connection in {0:?}")]
    Timeout(Duration),
    #[error("{0}")]
    Tls(String),
}

impl DialError {
    pub(super) fn kind(&self) -> io::ErrorKind {
        match self {
            Self::Refused(_) => io::ErrorKind::PermissionDenied,
            Self::Unknown { source, .. } | Self::Unreachable { source, .. } => source.kind(),
            Self::Nowhere { .. } => io::ErrorKind::NotFound,
            Self::Timeout(_) => io::ErrorKind::TimedOut,
            Self::Tls(_) => io::ErrorKind::Other,
        }
    }
}

impl Dialer {
    /// Connects to a host, which is a name or an address.
    pub(crate) async fn dial(&self, host: &str, port: u16) -> Result<TcpStream, DialError> {
        let addresses = self.addresses(host, port).await?;
        let mut failure = DialError::Nowhere {
            host: host.to_owned(),
        };
        let mut left = addresses.len();
        for address in addresses {
            match self.connect(address, left).await {
                Ok(stream) => return Ok(stream),
                Err(error) => failure = error,
            }
            left = left.saturating_sub(1);
        }
        Err(failure)
    }

    async fn dial_uri(self, uri: Uri) -> Result<TokioIo<TcpStream>, DialError> {
        let host = uri.host().unwrap_or_default();
        // A literal IPv6 address stands in brackets.
        let host = host.trim_start_matches('[').trim_end_matches(']');
        self.dial(host, port(&uri)).await.map(TokioIo::new)
    }

    /// Gives the addresses that may be called, or the refusal if there are others only.
    async fn addresses(&self, host: &str, port: u16) -> Result<Vec<SocketAddr>, DialError> {
        if let Ok(address) = host.parse::<IpAddr>() {
            self.policy.address(address)?;
            return Ok(vec![(address, port).into()]);
        }
        let verdict = self.policy.name(host)?;
        let all = resolve(host, port).await?;
        if verdict == NameVerdict::Allowed {
            return Ok(all);
        }
        let (allowed, refused): (Vec<_>, Vec<_>) = all
            .into_iter()
            .map(|address| self.policy.address(address.ip()).map(|()| address))
            .partition(Result::is_ok);
        match refused.into_iter().find_map(Result::err) {
            Some(refusal) if allowed.is_empty() => Err(refusal.into()),
            _ => Ok(allowed.into_iter().flatten().collect()),
        }
    }

    /// Gives one address its share of the time, so that one that is silent leaves some to the others.
    async fn connect(&self, address: SocketAddr, shares: usize) -> Result<TcpStream, DialError> {
        let shares = u32::try_from(shares).unwrap_or(u32::MAX).max(1);
        let connecting = tokio::time::timeout(self.timeout / shares, connect(address));
        match connecting.await {
            Ok(connected) => connected.map_err(|source| DialError::Unreachable { address, source }),
            Err(_) => Err(DialError::Timeout(self.timeout)),
        }
    }
}

fn port(uri: &Uri) -> u16 {
    let default = match uri.scheme() == Some(&Scheme::HTTPS) {
        true => 443,
        false => 80,
    };
    uri.port_u16().unwrap_or(default)
}

async fn resolve(host: &str, port: u16) -> Result<Vec<SocketAddr>, DialError> {
    let unknown = |source| DialError::Unknown {
        host: host.to_owned(),
        source,
    };
    let found = tokio::net::lookup_host((host, port)).await;
    Ok(found.map_err(unknown)?.take(MAX_ADDRESSES).collect())
}

async fn connect(address: SocketAddr) -> io::Result<TcpStream> {
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

impl Service<Uri> for Dialer {
    type Response = TokioIo<TcpStream>;
    type Error = DialError;
    type Future = Pin<Box<dyn Future<Output = Result<TokioIo<TcpStream>, DialError>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), DialError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        Box::pin(self.clone().dial_uri(uri))
    }
}
