//! Valkey clusters, to which there is no connection: `wasi:http/proxy` has no sockets.

use crate::Unavailable;
use crate::bindings::exports::momento::valkey::valkey::{
    ClusterClient, Command, Guest, GuestClusterClient, GuestResponseStream, ValkeyError, Value,
};

/// A cluster that is named and cannot be reached.
pub(crate) struct Cluster(pub(crate) String);

/// A reply of several values, which there never is.
pub(crate) struct Replies;

impl Guest for Unavailable {
    type ResponseStream = Replies;
    type ClusterClient = Cluster;

    fn get_managed_cluster_client(cluster_name: String) -> ClusterClient {
        ClusterClient::new(Cluster(cluster_name))
    }
}

impl GuestClusterClient for Cluster {
    fn command(&self, _: Command) -> Result<Value, ValkeyError> {
        Err(ValkeyError::Other(self.unreachable()))
    }
}

impl GuestResponseStream for Replies {
    fn next(&self) -> Option<Value> {
        None
    }
}

impl Cluster {
    pub(crate) fn unreachable(&self) -> String {
        unreachable(&format!("the cluster `{}`", self.0))
    }
}

/// Says why a server has no reply.
pub(crate) fn unreachable(server: &str) -> String {
    format!(
        "{server} cannot be reached: an engine of wasi:http gives a function no sockets; use the cache, or run the \
         function on Momento's service or by `cargo momento serve`"
    )
}
