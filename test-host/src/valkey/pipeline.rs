use super::command::Command;
use super::error::ValkeyError;
use super::link::{connect, sent_once};
use super::reply::Replies;
use super::reply_guard::ReplyGuard;
use super::rules::one_reply;
use super::server::server;
use crate::http_client::Way;
use crate::invocation::HostMemory;
use redis::{AsyncConnectionConfig, ConnectionInfo, RedisResult, Value};
use std::time::Duration;

/// How long a server that a function names may take to accept a connection.
const CONNECT: Duration = Duration::from_secs(10);

/// A server that a function names itself.
#[expect(unreachable_pub, reason = "the bindings name it")]
pub struct Client {
    way: Way,
    server: Result<ConnectionInfo, &'static str>,
}

impl Client {
    /// Reads a connection string; that it names no server shows at the first command.
    pub(crate) fn new(connection: &str, way: Way) -> Self {
        let server = server(connection);
        Self { way, server }
    }

    /// Sends commands in one go, and gives their replies in the same order, on a connection that ends with
    /// it. The replies come as long as the invocation lives.
    pub(crate) async fn pipe(
        &self,
        commands: &[Command],
        budget: &HostMemory,
    ) -> Result<Replies, ValkeyError> {
        let info = self.server.as_ref();
        let info = info.map_err(|reason| ValkeyError::Address(reason))?;
        commands.iter().try_for_each(one_reply)?;
        if commands.is_empty() {
            return Replies::whole(Vec::new(), budget);
        }
        let replies = sent(&self.way, info, commands).await;
        Replies::whole(replies.map_err(|error| ValkeyError::from(&error))?, budget)
    }
}

async fn sent(way: &Way, info: &ConnectionInfo, commands: &[Command]) -> RedisResult<Vec<Value>> {
    let config = AsyncConnectionConfig::new().set_response_timeout(None);
    let (mut connection, driver) =
        connect(way, info, CONNECT, config, ReplyGuard::together()).await?;
    let mut pipeline = redis::pipe();
    for command in commands {
        pipeline.add_command(command.packed());
    }
    let count = commands.len();
    // Drops the connection with its replies, which ends the driver.
    let replies = async move { connection.send_packed_commands(&pipeline, 0, count).await };
    let (replies, ()) = tokio::join!(replies, driver);
    replies.map_err(|error| sent_once(&error))
}
