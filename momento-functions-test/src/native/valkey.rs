use super::data::{bytes, data};
use momento_functions_wit::{v1::redis as v1, valkey as v2};
use std::cell::RefCell;
use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::rc::Rc;

/// What clusters reply, as the test says, and what they were asked.
#[derive(Default)]
pub(super) struct Valkey(RefCell<HashMap<String, Cluster>>);

#[derive(Default)]
struct Cluster {
    replies: Vec<Scripted>,
    commands: Vec<ValkeyCommand>,
}

/// Replies to one command, given in order; the last one again and again.
struct Scripted {
    command: String,
    replies: VecDeque<ValkeyReply>,
}

/// A command that a function sent.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ValkeyCommand {
    /// The command's name, as it was sent.
    pub name: String,
    /// The arguments.
    pub arguments: Vec<Vec<u8>>,
}

/// What a cluster replies to a command.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ValkeyReply {
    /// No value.
    Nil,
    /// An integer.
    Int(i64),
    /// Bytes.
    Data(Vec<u8>),
    /// Several values.
    Bulk(Vec<ValkeyReply>),
    /// The plain acknowledgement.
    Okay,
    /// A short text.
    SimpleString(String),
    /// An error of the cluster.
    SimpleError(String),
    /// No reply: the call itself fails, since the cluster cannot be reached, for example.
    Failure(String),
}

impl From<i64> for ValkeyReply {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<&str> for ValkeyReply {
    fn from(text: &str) -> Self {
        Self::Data(text.as_bytes().to_vec())
    }
}

impl Valkey {
    fn ask(&self, cluster: &str, command: ValkeyCommand) -> Result<ValkeyReply, String> {
        let mut clusters = self.0.borrow_mut();
        let asked = clusters.entry(cluster.to_owned()).or_default();
        let reply = asked.next_reply(&command.name);
        let reply = reply.ok_or_else(|| unscripted(cluster, &command));
        asked.commands.push(command);
        match reply? {
            ValkeyReply::Failure(text) => Err(text),
            reply => Ok(reply),
        }
    }
}

impl Cluster {
    fn next_reply(&mut self, command: &str) -> Option<ValkeyReply> {
        let same = |scripted: &&mut Scripted| scripted.command.eq_ignore_ascii_case(command);
        let replies = &mut self.replies.iter_mut().find(same)?.replies;
        match replies.len() {
            0 | 1 => replies.front().cloned(),
            _ => replies.pop_front(),
        }
    }
}

fn unscripted(cluster: &str, command: &ValkeyCommand) -> String {
    let name = command.name.to_ascii_uppercase();
    format!(
        "natively no Valkey cluster runs, and the test has no reply of `{cluster}` to {name}: \
         add `host.valkey({cluster:?}).reply({name:?}, …)`, or test the built function with `[local.valkey.{cluster}]`"
    )
}

/// A Valkey cluster of a native host: it replies what the test says.
///
/// # Examples
///
/// ```
/// use momento_functions_valkey::{Command, Value, get_managed_cluster_client};
///
/// momento_functions_test::run(|host| {
///     host.valkey("counters").reply("INCR", 7);
///     let client = get_managed_cluster_client("counters");
///     let visit = Command::builder("INCR").with_argument("visits");
///     assert!(matches!(client.command(visit).unwrap(), Value::Int(7)));
///     assert_eq!(host.valkey("counters").commands()[0].arguments, [b"visits"]);
/// });
/// ```
pub struct NativeValkey {
    valkey: Rc<Valkey>,
    cluster: String,
}

impl NativeValkey {
    pub(super) fn new(valkey: Rc<Valkey>, cluster: &str) -> Self {
        Self {
            valkey,
            cluster: cluster.to_owned(),
        }
    }

    /// Says what the cluster replies to a command, whatever its arguments are. Replies to one command are
    /// given in the order in which they are added, and the last one from then on.
    pub fn reply(&self, command: &str, reply: impl Into<ValkeyReply>) -> &Self {
        let mut clusters = self.valkey.0.borrow_mut();
        let replies = &mut clusters.entry(self.cluster.clone()).or_default().replies;
        let reply = reply.into();
        let same = |scripted: &&mut Scripted| scripted.command.eq_ignore_ascii_case(command);
        match replies.iter_mut().find(same) {
            Some(scripted) => scripted.replies.push_back(reply),
            None => replies.push(Scripted {
                command: command.to_owned(),
                replies: VecDeque::from([reply]),
            }),
        }
        self
    }

    /// Returns the commands that the cluster was sent, in order.
    #[must_use]
    pub fn commands(&self) -> Vec<ValkeyCommand> {
        let clusters = self.valkey.0.borrow();
        let cluster = clusters.get(&self.cluster);
        cluster.map_or_else(Vec::new, |cluster| cluster.commands.clone())
    }
}

impl fmt::Debug for NativeValkey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NativeValkey")
            .field("cluster", &self.cluster)
            .finish_non_exhaustive()
    }
}

/// What stands behind a client: the name of its cluster, or the URL of its server.
struct Client(String);

/// What stands behind a stream of replies.
type Replies = RefCell<VecDeque<ValkeyReply>>;

/// Answers one contract: `$bytes` makes bytes of its type, and `$okay` is its name of an acknowledgement.
macro_rules! values {
    ($module:ident, $value:ident, $next:ident, $bytes:expr, $okay:ident) => {
        fn $value(reply: ValkeyReply) -> $module::Value {
            match reply {
                ValkeyReply::Nil => $module::Value::Nil,
                ValkeyReply::Int(number) => $module::Value::Int(number),
                ValkeyReply::Data(bytes) => $module::Value::Data($bytes(bytes)),
                ValkeyReply::Bulk(replies) => {
                    let replies = RefCell::new(VecDeque::from(replies));
                    $module::Value::Bulk($module::ResponseStream::from_native(replies))
                }
                ValkeyReply::Okay => $module::Value::$okay,
                ValkeyReply::SimpleString(text) => $module::Value::SimpleString(text),
                ValkeyReply::SimpleError(text) | ValkeyReply::Failure(text) => {
                    $module::Value::SimpleError(text)
                }
            }
        }

        fn $next(stream: &$module::ResponseStream) -> Option<$module::Value> {
            let replies = stream.native::<Replies>()?;
            let reply = replies.borrow_mut().pop_front();
            reply.map($value)
        }
    };
}

values!(v2, v2_value, v2_next, data, Ok);
values!(v1, v1_value, v1_next, Vec::from, Okay);

const NOT_OURS: &str = "the client was made by another host";

impl v2::Host for Valkey {
    fn get_managed_cluster_client(&self, cluster_name: &str) -> v2::ClusterClient {
        v2::ClusterClient::from_native(Client(cluster_name.to_owned()))
    }

    fn cluster_client_command(
        &self,
        client: &v2::ClusterClient,
        command: v2::Command,
    ) -> Result<v2::Value, v2::ValkeyError> {
        let arguments = command.arguments.into_iter().map(bytes).collect();
        let command = ValkeyCommand {
            name: command.command,
            arguments,
        };
        let client = client.native::<Client>();
        let reply = client.map_or_else(
            || Err(NOT_OURS.to_owned()),
            |Client(cluster)| self.ask(cluster, command),
        );
        reply.map(v2_value).map_err(v2::ValkeyError::Other)
    }

    fn response_stream_next(&self, stream: &v2::ResponseStream) -> Option<v2::Value> {
        v2_next(stream)
    }
}

impl v1::Host for Valkey {
    fn client(&self, connection: &v1::RedisConnectionType) -> v1::Client {
        let v1::RedisConnectionType::BasicConnection(url) = connection;
        v1::Client::from_native(Client(url.clone()))
    }

    fn client_pipe(
        &self,
        client: &v1::Client,
        commands: &[v1::Command],
    ) -> Result<v1::ResponseStream, v1::RedisError> {
        let client = client.native::<Client>();
        let Client(server) = client.ok_or_else(|| v1::RedisError::Other(NOT_OURS.to_owned()))?;
        let replies = commands
            .iter()
            .map(|command| self.ask(server, taken(command)));
        let replies: Result<VecDeque<ValkeyReply>, String> = replies.collect();
        let replies = replies.map_err(v1::RedisError::Other)?;
        Ok(v1::ResponseStream::from_native(RefCell::new(replies)))
    }

    fn get_managed_cluster_client(&self, cluster_name: &str) -> v1::ClusterClient {
        v1::ClusterClient::from_native(Client(cluster_name.to_owned()))
    }

    fn cluster_client_command(
        &self,
        client: &v1::ClusterClient,
        command: &v1::Command,
    ) -> Result<v1::Value, v1::RedisError> {
        let client = client.native::<Client>();
        let Client(cluster) = client.ok_or_else(|| v1::RedisError::Other(NOT_OURS.to_owned()))?;
        let reply = self.ask(cluster, taken(command));
        reply.map(v1_value).map_err(v1::RedisError::Other)
    }

    fn response_stream_next(&self, stream: &v1::ResponseStream) -> Option<v1::Value> {
        v1_next(stream)
    }
}

fn taken(command: &v1::Command) -> ValkeyCommand {
    ValkeyCommand {
        name: command.command.clone(),
        arguments: command.arguments.clone(),
    }
}
