//! The port that functions would be served at.

use std::io;
use std::net::{SocketAddr, TcpListener};

use super::finding::Finding;
use crate::commands::port::holder;

pub(super) fn look(address: SocketAddr) -> Finding {
    match TcpListener::bind(address) {
        Ok(_) => Finding::ok("port", format!("{address} is free")),
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
            let by = holder(address.port()).map(|holder| format!(" by {holder}"));
            let message = format!("{address} is in use{}", by.unwrap_or_default());
            Finding::warning("port", message).mended_by("cargo momento serve --find-free-port")
        }
        Err(error) => Finding::problem("port", format!("cannot listen on {address}: {error}"))
            .mended_by("cargo momento serve --listen 127.0.0.1:0"),
    }
}
