use super::command::Command;
use super::configuration::LocalValkey;
use super::error::ValkeyError;
use super::link::Link;
use super::nodes::Nodes;
use super::reply::Reply;
use super::reply_guard::TOO_LARGE;
use super::rules::{self, Sending};
use super::server::server;
use super::thread::on_connections_thread;
use crate::error::HostError;
use crate::http_client::Way;
use crate::invocation::HostMemory;
use redis::{AsyncConnectionConfig, Cmd, ConnectionInfo, RedisResult, Value};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::Duration;

/// How much of a name that is not configured is kept, in characters: a function may hold thousands of them.
const MAX_TOLD: usize = 256;

/// The clusters of a host, by name.
#[derive(Default)]
pub(crate) struct Clusters(HashMap<String, Arc<Configured>>);

/// A cluster as a function names it. It may turn out not to be configured.
#[expect(unreachable_pub, reason = "the bindings name it")]
pub struct Cluster(Result<Arc<Configured>, String>);

/// A server, or a cluster, that the configuration names.
pub(crate) struct Configured {
    way: Way,
    info: ConnectionInfo,
    cluster: bool,
    timeout: Duration,
    /// What all functions share.
    shared: Connections,
}

/// Connections to a single server, or to the nodes of a cluster. A clone has the same ones.
#[derive(Clone)]
enum Connections {
    Server(Link),
    Nodes(Arc<Nodes>),
}

impl Clusters {
    /// Connects to none of them yet.
    ///
    /// # Errors
    ///
    /// One of them is configured in a way that cannot work.
    pub(crate) fn new(
        configured: &BTreeMap<String, LocalValkey>,
        way: &Way,
    ) -> Result<Self, HostError> {
        let configured = configured.iter().map(|(name, cluster)| {
            let cluster = Configured::new(&format!("local.valkey.{name}"), cluster, way)?;
            Ok((name.clone(), Arc::new(cluster)))
        });
        configured.collect::<Result<_, _>>().map(Self)
    }

    /// Gives the cluster of this name; whether there is one shows at its first command.
    pub(crate) fn get(&self, name: &str) -> Cluster {
        let configured = self.0.get(name).map(Arc::clone);
        Cluster(configured.ok_or_else(|| name.chars().take(MAX_TOLD).collect()))
    }
}

impl Cluster {
    /// Sends one command, and waits for its reply.
    pub(crate) async fn command(
        &self,
        command: Command,
        budget: &HostMemory,
    ) -> Result<Reply, ValkeyError> {
        let configured = self.0.as_ref();
        let configured = configured.map_err(|name| ValkeyError::Unconfigured(name.clone()))?;
        configured.command(command, budget).await
    }
}

impl Configured {
    /// Connects to nothing yet.
    ///
    /// # Errors
    ///
    /// What the section of the configuration says cannot work.
    pub(crate) fn new(section: &str, cluster: &LocalValkey, way: &Way) -> Result<Self, HostError> {
        let wrong = |key: &str, reason: &str| HostError::Configuration {
            setting: format!("{section}.{key}"),
            reason: reason.to_owned(),
        };
        let info = server(&cluster.url).map_err(|reason| wrong("url", reason))?;
        let timeout = Duration::from_millis(cluster.timeout_milliseconds);
        if timeout.is_zero() {
            return Err(wrong("timeout-milliseconds", "it is 0; 1 is the least"));
        }
        let shared = Connections::new(way, &info, cluster.cluster, timeout, Some(timeout))
            .map_err(|error| wrong("url", &error.to_string()))?;
        Ok(Self {
            way: way.clone(),
            info,
            cluster: cluster.cluster,
            timeout,
            shared,
        })
    }

    /// Tells whether it is a cluster, whose nodes have some of the keys each.
    pub(crate) fn is_cluster(&self) -> bool {
        self.cluster
    }

    /// Sends one command, and waits for its reply.
    pub(crate) async fn command(
        &self,
        command: Command,
        budget: &HostMemory,
    ) -> Result<Reply, ValkeyError> {
        match rules::shared(&command)? {
            Sending::Shared => self.shared.share(command.packed(), budget).await,
            Sending::Alone => self.alone(command.packed(), budget).await,
        }
    }

    /// Sends a command that the server may let wait, on a connection of its own. It waits as long as the
    /// invocation lives, and ends with it.
    async fn alone(&self, command: Cmd, budget: &HostMemory) -> Result<Reply, ValkeyError> {
        let own = Connections::new(&self.way, &self.info, self.cluster, self.timeout, None);
        let sent = match own {
            Ok(own) => own.send(&command).await,
            Err(error) => Err(error),
        };
        reply(sent, budget)
    }
}

impl Connections {
    fn new(
        way: &Way,
        info: &ConnectionInfo,
        cluster: bool,
        timeout: Duration,
        reply: Option<Duration>,
    ) -> RedisResult<Self> {
        if cluster {
            let nodes = Nodes::new(info.clone(), timeout, reply)?;
            return Ok(Self::Nodes(Arc::new(nodes)));
        }
        let config = AsyncConnectionConfig::new().set_response_timeout(reply);
        Ok(Self::Server(Link::new(
            way.clone(),
            info.clone(),
            timeout,
            config,
        )))
    }

    /// Sends a command among those of others. It is sent even if nobody waits for it any more.
    async fn share(&self, command: Cmd, budget: &HostMemory) -> Result<Reply, ValkeyError> {
        let (shared, budget) = (self.clone(), budget.clone());
        on_connections_thread(async move { reply(shared.send(&command).await, &budget) }).await
    }

    async fn send(&self, command: &Cmd) -> RedisResult<Value> {
        match self {
            Self::Server(link) => link.send(command).await,
            Self::Nodes(nodes) => nodes.send(command).await,
        }
    }
}

/// An error that the server answered is a reply, in whatever way the library tells it.
fn reply(sent: RedisResult<Value>, budget: &HostMemory) -> Result<Reply, ValkeyError> {
    match sent {
        Ok(value) => Reply::whole(value, budget),
        Err(error) if error.code() == Some(TOO_LARGE) => Err(ValkeyError::too_large()),
        Err(error) => Reply::refusal(&error).ok_or_else(|| ValkeyError::from(&error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// SVC.3
    #[test]
    fn a_long_name_is_not_kept() {
        let kept = |name: &str| Clusters::default().get(name).0.err().unwrap().len();
        assert_eq!(kept(&"a".repeat(MAX_TOLD)), MAX_TOLD);
        assert_eq!(kept(&"a".repeat(MAX_TOLD + 1)), MAX_TOLD);
    }
}
