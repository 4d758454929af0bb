//! Valkey, as clusters that are managed.

use crate::Unavailable;
use crate::bindings::exports::momento::valkey::valkey::{
    ClusterClient, Command, Guest, GuestClusterClient, GuestResponseStream, ValkeyError, Value,
};
use crate::server::{Cluster, Replies};

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
