//! The port that is listened on, and who has it if it cannot be had.

#[cfg(target_os = "linux")]
mod holder;

use std::fmt;
use std::io;
use std::net::SocketAddr;

use momento_functions_test_host::service::{BindError, Service, ServiceBuilder};

use crate::cli::ServeArgs;
use crate::error::Error;

/// How many ports are tried after the first.
const TRIED: u16 = 100;

/// A port is another program's.
#[derive(Debug, thiserror::Error)]
#[error("{address} is in use{}: `--find-free-port` takes the next free port, `--listen {}:0` any", .holder.shown(), .address.ip())]
pub(crate) struct PortInUse {
    address: SocketAddr,
    holder: Option<Holder>,
}

/// A process that listens.
#[derive(Debug)]
pub(crate) struct Holder {
    name: String,
    process: u32,
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A process names itself.
        write!(
            f,
            "`{}`, process {}",
            self.name.escape_debug(),
            self.process
        )
    }
}

trait Shown {
    fn shown(&self) -> String;
}

impl Shown for Option<Holder> {
    fn shown(&self) -> String {
        let shown = |holder: &Holder| format!(" by {holder}");
        self.as_ref().map(shown).unwrap_or_default()
    }
}

/// Begins to listen where the command line says; or, if that is wanted, on the next port that is free.
pub(crate) async fn bind(
    args: &ServeArgs,
    service: impl Fn() -> ServiceBuilder,
) -> Result<Service, Error> {
    let first = args.listen;
    let more = if args.find_free_port { TRIED } else { 0 };
    let last = first.port().saturating_add(more);
    for port in first.port()..last {
        match service().bind(SocketAddr::new(first.ip(), port)).await {
            Err(error) if is_in_use(&error) => {}
            bound => return Ok(bound?),
        }
    }
    match service().bind(SocketAddr::new(first.ip(), last)).await {
        Err(error) if is_in_use(&error) => Err(PortInUse {
            address: first,
            holder: holder(first.port()),
        }
        .into()),
        bound => Ok(bound?),
    }
}

fn is_in_use(error: &BindError) -> bool {
    matches!(error, BindError::Listen { source, .. } if source.kind() == io::ErrorKind::AddrInUse)
}

#[cfg(target_os = "linux")]
pub(super) fn holder(port: u16) -> Option<Holder> {
    holder::find(port)
}

#[cfg(not(target_os = "linux"))]
pub(super) fn holder(_port: u16) -> Option<Holder> {
    None
}
