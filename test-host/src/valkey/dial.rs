use crate::http_client::Way;
use redis::ConnectionAddr;
use std::io;
use tokio::io::{AsyncRead, AsyncWrite};

/// What a connection reads from and writes to.
pub(super) trait Wire: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Wire for T {}

/// Connects to a server, over TLS where its address says so.
pub(super) async fn dial(way: &Way, address: &ConnectionAddr) -> io::Result<Box<dyn Wire>> {
    match address {
        ConnectionAddr::Tcp(host, port) => Ok(Box::new(way.tcp(host, *port).await?)),
        ConnectionAddr::TcpTls { host, port, .. } => Ok(Box::new(way.tls(host, *port).await?)),
        _ => Err(io::ErrorKind::Unsupported.into()),
    }
}
