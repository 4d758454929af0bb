//! An address that nobody listens at.

use std::net::{SocketAddr, TcpListener, TcpStream};

/// A port of loopback that refuses connections, and that nobody else is given as long as this is there: one that
/// was free a moment ago may be another test's by now.
pub struct Nobody {
    /// The client's end of a connection has the port.
    end: TcpStream,
    _other: TcpListener,
}

impl Nobody {
    pub fn new() -> Self {
        let other = TcpListener::bind("127.0.0.1:0").unwrap();
        let end = TcpStream::connect(other.local_addr().unwrap()).unwrap();
        Self { end, _other: other }
    }

    pub fn address(&self) -> SocketAddr {
        self.end.local_addr().unwrap()
    }
}
