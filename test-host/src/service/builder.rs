//! How a service is set up.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;

use super::auth::{Guard, Key};
use super::event::{Event, Observer};
use super::failed_builds::FailedBuilds;
use super::feed::Feed;
use super::server::Service;
use crate::{Host, SpawnOutcome};

/// What the connections of a service share.
#[derive(Debug)]
pub(super) struct Settings {
    pub(super) host: Host,
    pub(super) keys: Vec<Key>,
    pub(super) allowed_hosts: Vec<String>,
    pub(super) explain_errors: bool,
    pub(super) header_bytes: usize,
    pub(super) header_time: Duration,
    pub(super) stall_time: Duration,
    pub(super) drain_time: Duration,
    pub(super) observer: Observer,
    pub(super) failed_builds: FailedBuilds,
    pub(super) console: bool,
    pub(super) feed: Arc<Feed>,
}

impl Settings {
    /// What a caller has to show.
    pub(super) fn guard(&self) -> Guard<'_> {
        Guard {
            keys: &self.keys,
            tokens: self.host.tokens(),
        }
    }
}

/// Sets up a [`Service`].
#[derive(Debug)]
#[must_use]
pub struct ServiceBuilder {
    settings: Settings,
    allow_open: bool,
}

/// A service could not begin to listen.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BindError {
    /// Without keys everyone who reaches the address may deploy code to it.
    #[error(
        "{address} can be reached by others, and no key is set: add a key (`--key`), or allow it (`--allow-open`)"
    )]
    Open {
        /// The address that was asked for.
        address: SocketAddr,
    },
    /// The address cannot be had.
    #[error("cannot listen on {address}: {source}")]
    Listen {
        /// The address that was asked for.
        address: SocketAddr,
        /// What the operating system says.
        source: io::Error,
    },
}

impl Settings {
    fn observe_spawned(&self) {
        let observer = self.observer.clone();
        if observer.is_some() {
            let tell =
                move |outcome: &SpawnOutcome| observer.tell(|| Event::Spawned(outcome.clone()));
            self.host.on_spawned(tell);
        }
    }
}

impl ServiceBuilder {
    pub(super) fn new(host: Host) -> Self {
        let settings = Settings {
            host,
            keys: Vec::new(),
            allowed_hosts: Vec::new(),
            explain_errors: false,
            header_bytes: 64 << 10,
            header_time: Duration::from_secs(30),
            stall_time: Duration::from_secs(60),
            drain_time: Duration::from_secs(30),
            observer: Observer::none(),
            failed_builds: FailedBuilds::default(),
            console: false,
            feed: Arc::default(),
        };
        Self {
            settings,
            allow_open: false,
        }
    }

    /// Adds a key. With no key at all the service is open to everyone who reaches it.
    pub fn key(mut self, key: Key) -> Self {
        self.settings.keys.push(key);
        self
    }

    /// Lets a service without keys listen beyond the loopback addresses.
    pub fn allow_open(mut self, allow: bool) -> Self {
        self.allow_open = allow;
        self
    }

    /// Lets the manage routes be reached under this name too, besides the listen address and `localhost`.
    pub fn allow_host(mut self, name: impl Into<String>) -> Self {
        self.settings.allowed_hosts.push(name.into());
        self
    }

    /// Puts what is known of a failed invocation into the answer's body. A service for others leaves this off.
    pub fn explain_errors(mut self, explain: bool) -> Self {
        self.settings.explain_errors = explain;
        self
    }

    /// Offers the console to a browser at `/`: a page that shows the functions, the caches and the topics of the host,
    /// and the invocations that it [keeps](crate::HostBuilder::keep_invoked), with their host calls where those are
    /// [written down](crate::HostBuilder::observe_calls). It is for who may manage functions.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # async fn run() -> Result<(), Box<dyn std::error::Error>> {
    /// use momento_functions_test_host::Host;
    /// use momento_functions_test_host::service::Service;
    ///
    /// let host = Host::builder().keep_invoked(500).observe_calls(true).build()?;
    /// let service = Service::builder(host).console(true);
    /// let service = service.bind(([127, 0, 0, 1], 8080).into()).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn console(mut self, offer: bool) -> Self {
        self.settings.console = offer;
        self
    }

    /// Sets how many bytes the headers of a request, and of an answer, may have. The default is 64 KiB.
    ///
    /// A request of more than 100 headers is refused in any case.
    pub fn header_bytes(mut self, bytes: usize) -> Self {
        self.settings.header_bytes = bytes;
        self
    }

    /// Sets how long a client may take to send a request's headers. The default is 30 seconds.
    pub fn header_time(mut self, time: Duration) -> Self {
        self.settings.header_time = time;
        self
    }

    /// Sets how long a client may send nothing of a body that is waited for, and take nothing of an answer. The default
    /// is 60 seconds.
    pub fn stall_time(mut self, time: Duration) -> Self {
        self.settings.stall_time = time;
        self
    }

    /// Sets how long a stopping service waits for the requests it has begun to answer, and for the functions that were
    /// spawned. The default is 30 seconds.
    pub fn drain_time(mut self, time: Duration) -> Self {
        self.settings.drain_time = time;
        self
    }

    /// Has `observe` called with everything that happens. It must not block.
    pub fn observer(mut self, observe: impl Fn(Event) + Send + Sync + 'static) -> Self {
        self.settings.observer = Observer::new(observe);
        self
    }

    /// Has `failed` tell which functions could not be built: their callers are told so.
    pub fn failed_builds(mut self, failed: FailedBuilds) -> Self {
        self.settings.failed_builds = failed;
        self
    }

    /// Begins to listen on `address`; port 0 takes any free port. Requests wait until the service is run.
    ///
    /// # Errors
    ///
    /// The address cannot be had, or is not a loopback address while there are no keys.
    ///
    /// # Panics
    ///
    /// Outside a tokio runtime.
    pub async fn bind(self, address: SocketAddr) -> Result<Service, BindError> {
        if self.settings.keys.is_empty()
            && !self.allow_open
            && !address.ip().to_canonical().is_loopback()
        {
            return Err(BindError::Open { address });
        }
        let listen = |source| BindError::Listen { address, source };
        let listener = TcpListener::bind(address).await.map_err(listen)?;
        let local = listener.local_addr().map_err(listen)?;
        self.settings.host.tokens().set_endpoint(local.to_string());
        self.settings.observe_spawned();
        Ok(Service::new(listener, local, Arc::new(self.settings)))
    }
}
