use super::error::ValkeyError;
use std::future::Future;
use std::io;
use std::sync::LazyLock;
use tokio::runtime::{Builder, Runtime};

/// One thread of the process drives every shared connection: a connection belongs to the runtime that made
/// it, and that of one invocation may be gone, or idle, at the next.
static CONNECTIONS: LazyLock<io::Result<Runtime>> = LazyLock::new(|| {
    Builder::new_multi_thread()
        .worker_threads(1)
        .thread_name("valkey")
        .enable_all()
        .build()
});

/// Runs a future on the connections' thread, to its end even if nobody waits for it any more.
pub(super) async fn on_connections_thread<T: Send + 'static>(
    future: impl Future<Output = Result<T, ValkeyError>> + Send + 'static,
) -> Result<T, ValkeyError> {
    let runtime = CONNECTIONS.as_ref().map_err(ValkeyError::no_thread)?;
    let ended = runtime.spawn(future).await;
    ended.unwrap_or_else(|error| Err(ValkeyError::no_thread(&io::Error::other(error))))
}
