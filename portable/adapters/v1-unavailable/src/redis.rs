//! Valkey and Redis as the older contract calls them: a server by its address, too. There are no sockets.

use crate::Unavailable;
use crate::bindings::exports::momento::host::redis::{
    ClusterClient, Command, Guest, GuestClient, GuestClusterClient, GuestResponseStream,
    RedisConnectionType, RedisError, ResponseStream, Value,
};
use crate::server::{Cluster, Replies, unreachable};

/// A server, whose address may have a password in it and is not told.
pub(crate) struct Server;

impl Guest for Unavailable {
    type ResponseStream = Replies;
    type Client = Server;
    type ClusterClient = Cluster;

    fn get_managed_cluster_client(cluster_name: String) -> ClusterClient {
        ClusterClient::new(Cluster(cluster_name))
    }
}

impl GuestClient for Server {
    fn new(_: RedisConnectionType) -> Self {
        Self
    }

    fn pipe(&self, _: Vec<Command>) -> Result<ResponseStream, RedisError> {
        Err(RedisError::Other(unreachable("the server")))
    }
}

impl GuestClusterClient for Cluster {
    fn command(&self, _: Command) -> Result<Value, RedisError> {
        Err(RedisError::Other(self.unreachable()))
    }
}

impl GuestResponseStream for Replies {
    fn next(&self) -> Option<Value> {
        None
    }
}
