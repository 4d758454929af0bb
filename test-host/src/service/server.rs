//! The listening service: its connections, and how it stops.

use std::fmt;
use std::future::Future;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::answer::answer;
use super::builder::{ServiceBuilder, Settings};
use super::patience::PatientStream;
use crate::Host;

/// How long to wait when a connection cannot be taken, for want of file descriptors as a rule.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// An HTTP service over a [`Host`]: invokes its functions, and deploys, lists, describes and deletes them.
///
/// # Examples
///
/// ```no_run
/// use momento_functions_test_host::service::Service;
/// use momento_functions_test_host::{Deployment, Host};
///
/// # async fn run() -> Result<(), Box<dyn std::error::Error>> {
/// let host = Host::builder().build()?;
/// host.deploy("ping", Deployment::from_file("ping.wasm")?)?;
/// let service = Service::builder(host).bind(([127, 0, 0, 1], 0).into()).await?;
/// println!("http://{}/functions/default/ping", service.local_addr());
/// service.run(std::future::pending()).await;
/// # Ok(())
/// # }
/// ```
pub struct Service {
    listener: TcpListener,
    local: SocketAddr,
    settings: Arc<Settings>,
}

impl Service {
    /// Returns the builder of a service over `host`.
    pub fn builder(host: Host) -> ServiceBuilder {
        ServiceBuilder::new(host)
    }

    pub(super) fn new(listener: TcpListener, local: SocketAddr, settings: Arc<Settings>) -> Self {
        Self {
            listener,
            local,
            settings,
        }
    }

    /// Returns the address that the service listens on.
    #[must_use]
    pub fn local_addr(&self) -> SocketAddr {
        self.local
    }

    /// Serves until `shutdown` is done; then takes no more requests, and waits for the begun ones, and for what they have
    /// spawned, as long as the service's drain time. A request that is not done then is dropped, and its invocation has
    /// ended when this returns; a spawned function goes on as long as its runtime does. Dropping this future drops
    /// everything at once.
    pub async fn run(self, shutdown: impl Future<Output = ()>) {
        let (stop, stopped) = watch::channel(());
        let mut connections = JoinSet::new();
        let mut shutdown = pin!(shutdown);
        loop {
            tokio::select! {
                () = &mut shutdown => break,
                accepted = self.listener.accept() => match accepted {
                    Ok((stream, _)) => {
                        connections.spawn(serve(stream, Arc::clone(&self.settings), stopped.clone()));
                    }
                    Err(_) => tokio::time::sleep(ACCEPT_PAUSE).await,
                },
                Some(_) = connections.join_next() => {}
            }
        }
        drop(self.listener);
        drop(stop);
        let drained = async {
            while connections.join_next().await.is_some() {}
            self.settings.host.spawned().await;
        };
        let _ = tokio::time::timeout(self.settings.drain_time, drained).await;
        // Whoever is not done in time is cut off, and has left nothing behind when this returns.
        connections.shutdown().await;
    }
}

impl fmt::Debug for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Service")
            .field("local_addr", &self.local)
            .finish_non_exhaustive()
    }
}

/// Serves one connection. An error of it is its client's doing, and ends it.
async fn serve(stream: TcpStream, settings: Arc<Settings>, mut stopped: watch::Receiver<()>) {
    let Ok(local) = stream.local_addr() else {
        return;
    };
    // Small answers and events go out at once; where that cannot be set they go out later.
    let _ = stream.set_nodelay(true);
    let header_time = settings.header_time;
    let stream = PatientStream::new(stream, settings.stall_time);
    let stopping = stopped.clone();
    let service =
        service_fn(move |request| answer(Arc::clone(&settings), local, request, stopping.clone()));
    let mut connection = pin!(
        http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(header_time)
            .serve_connection(TokioIo::new(stream), service)
    );
    tokio::select! {
        _ = &mut connection => return,
        _ = stopped.changed() => connection.as_mut().graceful_shutdown(),
    }
    let _ = connection.await;
}
