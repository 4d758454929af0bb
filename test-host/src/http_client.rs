//! The host's HTTP client: for functions, and for the services that the host calls for them.

mod body;
mod connector;
mod dialer;
mod failure;
mod head;
mod pool;
mod redirect;
mod scripted;
mod tls;
mod way;
mod wire;

pub(crate) use failure::HttpFailure;
pub(crate) use scripted::Scripted;
pub(crate) use way::Way;

use crate::egress::{EgressConfiguration, EgressPolicy};
use crate::error::HostError;
use crate::invocation::HostBuffer;
use crate::time;
use body::{Incoming, Outgoing};
use connector::Connector;
use http::{Request, Response};
use hyper_util::client::legacy::connect::{CaptureConnection, capture_connection};
use pool::Pool;
use redirect::Redirectable;
use std::fmt;
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use tls::Tls;

/// Sends requests over connections that it keeps. A clone shares them.
#[derive(Clone)]
pub(crate) struct HttpClient {
    pool: Arc<Pool>,
    /// A pool of its own: a function must not get a connection that it could not have made.
    trusted: Arc<Pool>,
    redirects: u32,
    way: Way,
    /// What answers in place of the network.
    scripted: Option<Arc<Scripted>>,
}

/// How one request is sent.
#[derive(Debug, Clone, Default)]
pub(crate) struct SendOptions {
    /// How long to wait for the response's head; else as long as it takes.
    pub(crate) timeout: Option<Duration>,
    /// How many redirects are followed; one more is an error. With 0 each is a response.
    pub(crate) redirects: u32,
}

/// Whether the request found a connection.
type Connected = OnceLock<Connection>;

enum Connection {
    /// It may be there by now.
    Awaited(CaptureConnection),
    /// A script stands for one.
    Scripted,
}

impl HttpClient {
    /// Reads the authorities that are trusted, and connects to nobody yet.
    pub(crate) fn new(egress: &EgressConfiguration) -> Result<Self, HostError> {
        if egress.connect_timeout().is_zero() {
            return Err(HostError::Configuration {
                setting: "egress.connect-timeout-milliseconds".to_owned(),
                reason: "no connection is made in 0 ms: give it 1 or more".to_owned(),
            });
        }
        let tls = Arc::new(Tls::new(egress.certificates.as_deref())?);
        Ok(Self::over(egress, &tls))
    }

    fn over(egress: &EgressConfiguration, tls: &Arc<Tls>) -> Self {
        let pool = |policy: EgressPolicy| {
            let timeout = egress.connect_timeout();
            let connector = Connector::new(Arc::new(policy), Arc::clone(tls), timeout);
            Arc::new(Pool::new(connector))
        };
        Self {
            pool: pool(EgressPolicy::new(egress)),
            trusted: pool(EgressPolicy::default()),
            redirects: egress.redirects,
            way: Way::new(EgressPolicy::new(egress), egress.connect_timeout(), tls),
            scripted: None,
        }
    }

    /// Has scripts answer the requests of functions.
    pub(crate) fn scripted(self, scripted: Scripted) -> Self {
        Self {
            scripted: Some(Arc::new(scripted)),
            ..self
        }
    }

    /// Gives the client for what the host's own configuration names: it may call any address.
    pub(crate) fn trusted(&self) -> Self {
        Self {
            pool: Arc::clone(&self.trusted),
            scripted: None,
            ..self.clone()
        }
    }

    /// Gives the way to servers of other protocols, for a function.
    pub(crate) fn way(&self) -> Way {
        self.way.clone()
    }

    /// Gives the way to servers of other protocols, for what the host's own configuration names.
    pub(crate) fn trusted_way(&self) -> Way {
        self.way.trusted()
    }

    /// Tells how many redirects of a function's request are followed.
    pub(crate) fn redirects(&self) -> u32 {
        self.redirects
    }

    /// Sends a request, and gives the response when its head has come. Its URI is absolute.
    ///
    /// Dropping the future, or the response's body later on, ends the request.
    pub(crate) async fn send(
        &self,
        request: Request<HostBuffer>,
        options: &SendOptions,
    ) -> Result<Response<HostBuffer>, HttpFailure> {
        let connected = Connected::new();
        let exchange = self.follow(request, options.redirects, &connected);
        let Some(timeout) = options.timeout else {
            return exchange.await;
        };
        let in_time = match self.scripts() {
            // Scripts take their time on the host's clock.
            Some(scripted) => time::timeout(scripted.clock(), timeout, exchange)
                .await
                .ok(),
            None => tokio::time::timeout(timeout, exchange).await.ok(),
        };
        in_time.unwrap_or_else(|| Err(late(timeout, &connected)))
    }

    /// Gives what answers in place of the network, if it does.
    fn scripts(&self) -> Option<&Scripted> {
        let scripted = self.scripted.as_deref();
        scripted.filter(|scripted| scripted.answers())
    }

    async fn follow(
        &self,
        mut request: Request<HostBuffer>,
        redirects: u32,
        connected: &Connected,
    ) -> Result<Response<HostBuffer>, HttpFailure> {
        for _ in 0..redirects {
            let sent = Redirectable::new(&request);
            let response = self.exchange(request, connected).await?;
            match sent.redirected(&response)? {
                Some(next) => request = next,
                None => return Ok(response),
            }
        }
        let sent = Redirectable::new(&request);
        let response = self.exchange(request, connected).await?;
        match redirects > 0 && sent.redirected(&response)?.is_some() {
            true => Err(HttpFailure::TooManyRedirects(format!(
                "more than {redirects} redirects, which is the limit"
            ))),
            false => Ok(response),
        }
    }

    async fn exchange(
        &self,
        request: Request<HostBuffer>,
        connected: &Connected,
    ) -> Result<Response<HostBuffer>, HttpFailure> {
        let (mut parts, body) = request.into_parts();
        head::complete(&mut parts, &body);
        if let Some(scripted) = self.scripts() {
            let request = Request::from_parts(parts, body);
            let response = scripted.answer(request, connected).await?;
            head::check(response.headers())?;
            return Ok(response);
        }
        let mut request = Request::from_parts(parts, ());
        let connection = capture_connection(&mut request);
        connected.get_or_init(|| Connection::Awaited(connection.clone()));
        let (body, upload) = Outgoing::new(body, connection);
        let request = request.map(|()| body);
        let response = self.pool.client().request(request).await?;
        head::check(response.headers())?;
        Ok(response.map(|body| HostBuffer::stream(Incoming::new(body, upload))))
    }
}

fn late(timeout: Duration, connected: &Connected) -> HttpFailure {
    match connected.get().is_some_and(Connection::is_made) {
        true => HttpFailure::Timeout(format!("the response's head did not come in {timeout:?}")),
        false => HttpFailure::ConnectTimeout(format!("there was no connection in {timeout:?}")),
    }
}

impl Connection {
    fn is_made(&self) -> bool {
        match self {
            Self::Awaited(capture) => capture.connection_metadata().is_some(),
            Self::Scripted => true,
        }
    }
}

impl Default for HttpClient {
    fn default() -> Self {
        let egress = EgressConfiguration::default();
        let tls = Arc::<Tls>::default();
        Self::over(&egress, &tls)
    }
}

impl fmt::Debug for HttpClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpClient")
            .field("redirects", &self.redirects)
            .finish_non_exhaustive()
    }
}
