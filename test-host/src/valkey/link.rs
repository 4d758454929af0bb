use super::dial::dial;
use super::error::TOO_LATE;
use super::guarded_stream::GuardedStream;
use super::reply_guard::ReplyGuard;
use crate::http_client::Way;
use redis::aio::{ConnectionLike, MultiplexedConnection};
use redis::cluster_async::Connect;
use redis::{
    AsyncConnectionConfig, Cmd, ConnectionInfo, ErrorKind, IntoConnectionInfo, Pipeline,
    RedisError, RedisFuture, RedisResult, Value,
};
use std::future::Future;
use std::io;
use std::sync::{Arc, LazyLock};
use std::time::Duration;
use tokio::sync::Mutex;
use tokio::task::AbortHandle;

/// How long the nodes of a cluster have to take a connection. The whole command has its own time.
const NODE_TIMEOUT: Duration = Duration::from_secs(10);

static NODES: LazyLock<Way> = LazyLock::new(|| Way::plain(NODE_TIMEOUT));

/// The way to one server: a connection that many commands share, made when one needs it, and made anew
/// after it was lost. A clone is the same link.
///
/// A command is sent at most once. That a connection was lost under it is an error, and does not mean that
/// the server did not do it.
#[derive(Clone)]
pub(super) struct Link(Arc<Inner>);

struct Inner {
    way: Way,
    info: ConnectionInfo,
    timeout: Duration,
    config: AsyncConnectionConfig,
    live: Mutex<Option<Live>>,
}

#[derive(Clone)]
struct Live {
    connection: MultiplexedConnection,
    driver: Arc<Driver>,
}

/// Reads and writes the connection, as a task, as long as somebody holds this.
struct Driver(AbortHandle);

impl Drop for Driver {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Makes a connection. Who drives the future that comes with it drives the connection.
pub(super) async fn connect(
    way: &Way,
    info: &ConnectionInfo,
    timeout: Duration,
    config: AsyncConnectionConfig,
    guard: ReplyGuard,
) -> RedisResult<(MultiplexedConnection, impl Future<Output = ()> + 'static)> {
    let made = async {
        let wire = GuardedStream::new(dial(way, info.addr()).await?, guard);
        MultiplexedConnection::new_with_config(info.redis_settings(), wire, config).await
    };
    let made = tokio::time::timeout(timeout, made).await;
    made.map_err(|_| io::Error::from(io::ErrorKind::TimedOut))?
}

impl Link {
    /// Has no connection yet.
    pub(super) fn new(
        way: Way,
        info: ConnectionInfo,
        timeout: Duration,
        config: AsyncConnectionConfig,
    ) -> Self {
        Self(Arc::new(Inner {
            way,
            info,
            timeout,
            config,
            live: Mutex::default(),
        }))
    }

    /// Sends a command, and waits for its reply. Runs where its connection shall live.
    pub(super) async fn send(&self, command: &Cmd) -> RedisResult<Value> {
        let live = self.live().await?;
        let sent = live.connection.clone().send_packed_command(command).await;
        self.check(&live, sent).await
    }

    async fn send_all(
        &self,
        commands: &Pipeline,
        offset: usize,
        count: usize,
    ) -> RedisResult<Vec<Value>> {
        let live = self.live().await?;
        let mut connection = live.connection.clone();
        let sent = connection.send_packed_commands(commands, offset, count);
        self.check(&live, sent.await).await
    }

    /// The time covers those that are waited for, too: a command is not sent long after it was asked for.
    async fn live(&self) -> RedisResult<Live> {
        let live = tokio::time::timeout(self.0.timeout, self.made()).await;
        live.map_err(|_| io::Error::from(io::ErrorKind::TimedOut))?
    }

    async fn made(&self) -> RedisResult<Live> {
        let mut slot = self.0.live.lock().await;
        if let Some(live) = slot.as_ref().filter(|live| !live.driver.0.is_finished()) {
            return Ok(live.clone());
        }
        let config = self.0.config.clone();
        let guard = ReplyGuard::each();
        let made = connect(&self.0.way, &self.0.info, self.0.timeout, config, guard);
        let (connection, driver) = made.await?;
        let driver = Arc::new(Driver(tokio::spawn(driver).abort_handle()));
        Ok(slot.insert(Live { connection, driver }).clone())
    }

    /// A connection that failed is made anew for the next command. What else is under way on it may still
    /// end well.
    async fn check<T>(&self, live: &Live, sent: RedisResult<T>) -> RedisResult<T> {
        let Err(error) = sent else { return sent };
        let mut slot = self.0.live.lock().await;
        slot.take_if(|current| Arc::ptr_eq(&current.driver, &live.driver));
        Err(sent_once(&error))
    }
}

/// Errors of this kind are the only ones after which the library of a cluster does not try again.
const SENT: ErrorKind = ErrorKind::Client;

/// Makes of what went wrong an error after which nobody sends the command again.
pub(super) fn sent_once(error: &RedisError) -> RedisError {
    let reason = match error.is_timeout() {
        true => TOO_LATE.to_owned(),
        false => error.to_string(),
    };
    (SENT, "the connection failed", reason).into()
}

/// Whether the command had been sent when this went wrong.
pub(super) fn was_sent(error: &RedisError) -> bool {
    error.kind() == SENT
}

/// A link is a node of a cluster, too.
impl ConnectionLike for Link {
    fn req_packed_command<'a>(&'a mut self, command: &'a Cmd) -> RedisFuture<'a, Value> {
        Box::pin(self.send(command))
    }

    fn req_packed_commands<'a>(
        &'a mut self,
        commands: &'a Pipeline,
        offset: usize,
        count: usize,
    ) -> RedisFuture<'a, Vec<Value>> {
        Box::pin(self.send_all(commands, offset, count))
    }

    fn get_db(&self) -> i64 {
        self.0.info.redis_settings().db()
    }
}

impl Connect for Link {
    fn connect_with_config<'a, T>(info: T, config: AsyncConnectionConfig) -> RedisFuture<'a, Self>
    where
        T: IntoConnectionInfo + Send + 'a,
    {
        Box::pin(async move {
            let info = info.into_connection_info()?;
            let settings = info.redis_settings().clone().set_skip_set_lib_name();
            let info = info.set_redis_settings(settings);
            // The library makes the links to nodes, and has nothing of the host's to give them.
            let way = NODES.clone();
            let link = Self::new(way, info, NODE_TIMEOUT, config);
            link.live().await?;
            Ok(link)
        })
    }
}
