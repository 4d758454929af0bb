use super::link::{Link, sent_once};
use redis::aio::ConnectionLike as _;
use redis::cluster::{ClusterClient, ClusterClientBuilder};
use redis::cluster_async::ClusterConnection;
use redis::{Cmd, ConnectionInfo, RedisResult, Value};
use std::io;
use std::time::Duration;
use tokio::sync::Mutex;

/// How often a command may be sent on to another node, or wait for one that is not ready.
const ATTEMPTS: u32 = 5;

/// How long such a wait is, in milliseconds: 10 at first, and 500 at the most.
const WAITS: (u64, u64) = (10, 500);

/// For commands that the server lets wait: the library wants a time.
const A_DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// The nodes of a cluster, which are found when the first command needs them.
pub(super) struct Nodes {
    client: ClusterClient,
    timeout: Duration,
    found: Mutex<Option<ClusterConnection<Link>>>,
}

impl Nodes {
    /// Knows one node, and how long finding the others and a reply may take.
    pub(super) fn new(
        info: ConnectionInfo,
        timeout: Duration,
        reply: Option<Duration>,
    ) -> RedisResult<Self> {
        let client = ClusterClientBuilder::new([info])
            .retries(ATTEMPTS)
            .min_retry_wait(WAITS.0)
            .max_retry_wait(WAITS.1)
            .connection_timeout(timeout)
            .response_timeout(reply.unwrap_or(A_DAY))
            .overall_response_timeout(reply.map(|reply| reply.saturating_mul(2)))
            .build()?;
        Ok(Self {
            client,
            timeout,
            found: Mutex::default(),
        })
    }

    /// Sends a command to the node that its key belongs to, and waits for the reply. Runs where the
    /// connections shall live.
    pub(super) async fn send(&self, command: &Cmd) -> RedisResult<Value> {
        let found = tokio::time::timeout(self.timeout, self.found()).await;
        let mut nodes = found.map_err(|_| io::Error::from(io::ErrorKind::TimedOut))??;
        let sent = nodes.req_packed_command(command).await;
        if let Err(error) = &sent
            && error.code().is_none()
        {
            // The nodes that are known may be gone for good.
            self.found.lock().await.take();
        }
        // It may be a node that is late, or the look for another one.
        sent.map_err(|error| match error.is_timeout() {
            true => sent_once(&error),
            false => error,
        })
    }

    async fn found(&self) -> RedisResult<ClusterConnection<Link>> {
        let mut slot = self.found.lock().await;
        if let Some(found) = &*slot {
            return Ok(found.clone());
        }
        let found = self.client.get_async_generic_connection().await?;
        Ok(slot.insert(found).clone())
    }
}
