//! Host calls of `momento:valkey/valkey@1.0.0`: commands to a named Valkey cluster.
use crate::generated::imports::momento::valkey::valkey as binding;
use crate::seam::{resource, seam};

pub use binding::{Command, Data, ValkeyError};

resource! {
    /// A cluster, as the native host keeps it.
    ClusterClient = binding::ClusterClient
}

resource! {
    /// The rest of a bulk reply, as the native host keeps it.
    ResponseStream = binding::ResponseStream
}

#[cfg(target_arch = "wasm32")]
pub use binding::Value;

/// One value of a reply: the binding's type, over a native [`ResponseStream`].
#[cfg(not(target_arch = "wasm32"))]
#[derive(Debug)]
pub enum Value {
    /// No value.
    Nil,
    /// An integer.
    Int(i64),
    /// Bytes.
    Data(Data),
    /// Several values, read one after the other.
    Bulk(ResponseStream),
    /// The plain acknowledgement.
    Ok,
    /// A short text.
    SimpleString(String),
    /// An error that the cluster answered.
    SimpleError(String),
}

seam! { valkey {
    fn get_managed_cluster_client(cluster_name: &str) -> ClusterClient = binding::get_managed_cluster_client;
    fn cluster_client_command(client: &ClusterClient, command: Command) -> Result<Value, ValkeyError> = binding::ClusterClient::command;
    fn response_stream_next(stream: &ResponseStream) -> Option<Value> = binding::ResponseStream::next;
}}
