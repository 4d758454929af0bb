//! Servers to which there is no connection: `wasi:http/proxy` has no sockets.

/// A cluster that is named and cannot be reached.
pub(crate) struct Cluster(pub(crate) String);

/// A reply of several values, which there never is.
pub(crate) struct Replies;

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
