use super::body::Outgoing;
use super::connector::Connector;
use super::head::{MAX_HEADER_BYTES, MAX_HEADERS};
use hyper_util::client::legacy::Client;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::runtime::{Handle, Id};

/// How long a connection that nobody uses is kept.
const IDLE: Duration = Duration::from_secs(30);

/// How many connections that nobody uses are kept to one server.
const MAX_IDLE: usize = 32;

pub(super) type Connections = Client<Connector, Outgoing>;

/// Keeps connections, for the runtime that made them: no other drives them.
pub(super) struct Pool {
    connector: Connector,
    current: Mutex<Option<(Id, Connections)>>,
}

impl Pool {
    pub(super) fn new(connector: Connector) -> Self {
        let current = Mutex::default();
        Self { connector, current }
    }

    /// Gives the connections of the runtime that it is called in. Those of another are left.
    pub(super) fn client(&self) -> Connections {
        let runtime = Handle::current().id();
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        match &*current {
            Some((made_in, client)) if *made_in == runtime => client.clone(),
            _ => {
                let client = connections(self.connector.clone());
                *current = Some((runtime, client.clone()));
                client
            }
        }
    }
}

fn connections(connector: Connector) -> Connections {
    Client::builder(TokioExecutor::new())
        .timer(TokioTimer::new())
        .pool_timer(TokioTimer::new())
        .pool_idle_timeout(IDLE)
        .pool_max_idle_per_host(MAX_IDLE)
        .http1_max_headers(MAX_HEADERS)
        .http1_max_buf_size(2 * MAX_HEADER_BYTES as usize)
        .http2_max_header_list_size(2 * MAX_HEADER_BYTES)
        .build(connector)
}
