use crate::bindings::v1_redis::{
    self, Host, HostClient, HostClusterClient, HostResponseStream, RedisConnectionType,
    RedisError as Error, Value,
};
use crate::invocation::{HostMemory, State};
use crate::valkey::{Client, Cluster, Command, Replies, Reply, ValkeyError};
use bytes::Bytes;
use momento_functions_test_host_macros::observed;
use wasmtime::Result;
use wasmtime::component::Resource;

#[observed(v1_redis)]
impl Host for State {
    #[observed(local)]
    fn get_managed_cluster_client(&mut self, cluster_name: String) -> Result<Resource<Cluster>> {
        let cluster = self.context.settings().valkey.get(&cluster_name);
        Ok(self.table.push(cluster)?)
    }
}

#[observed(v1_redis)]
impl HostClient for State {
    #[observed(local)]
    fn new(&mut self, connection: RedisConnectionType) -> Result<Resource<Client>> {
        let RedisConnectionType::BasicConnection(connection) = connection;
        let way = self.context.settings().http.way();
        Ok(self.table.push(Client::new(&connection, way))?)
    }

    async fn pipe(
        &mut self,
        client: Resource<Client>,
        commands: Vec<v1_redis::Command>,
    ) -> Result<Result<Resource<Replies>, Error>> {
        let client = self.table.get(&client)?;
        match piped(client, commands, &self.host_memory).await {
            Ok(replies) => Ok(Ok(self.table.push(replies)?)),
            Err(error) => Ok(Err(told(&error))),
        }
    }

    fn drop(&mut self, client: Resource<Client>) -> Result<()> {
        self.table.delete(client)?;
        Ok(())
    }
}

#[observed(v1_redis)]
impl HostClusterClient for State {
    async fn command(
        &mut self,
        client: Resource<Cluster>,
        command: v1_redis::Command,
    ) -> Result<Result<Value, Error>> {
        let cluster = self.table.get(&client)?;
        let reply = match translated(command) {
            Ok(command) => cluster.command(command, &self.host_memory).await,
            Err(error) => Err(error),
        };
        match reply {
            Ok(reply) => self.v1_value(reply).map(Ok),
            Err(error) => Ok(Err(told(&error))),
        }
    }

    fn drop(&mut self, client: Resource<Cluster>) -> Result<()> {
        self.table.delete(client)?;
        Ok(())
    }
}

#[observed(v1_redis)]
impl HostResponseStream for State {
    #[observed(skip)]
    fn next(&mut self, replies: Resource<Replies>) -> Result<Option<Value>> {
        let reply = self.table.get_mut(&replies)?.take_next();
        reply.map(|reply| self.v1_value(reply)).transpose()
    }

    fn drop(&mut self, replies: Resource<Replies>) -> Result<()> {
        self.table.delete(replies)?;
        Ok(())
    }
}

async fn piped(
    client: &Client,
    commands: Vec<v1_redis::Command>,
    budget: &HostMemory,
) -> Result<Replies, ValkeyError> {
    let commands = commands.into_iter().map(translated);
    let commands: Vec<Command> = commands.collect::<Result<_, _>>()?;
    client.pipe(&commands, budget).await
}

fn translated(command: v1_redis::Command) -> Result<Command, ValkeyError> {
    let arguments = command.arguments.into_iter().map(Bytes::from).collect();
    Command::new(command.command, arguments)
}

fn told(error: &ValkeyError) -> Error {
    Error::Other(error.to_string())
}

impl State {
    fn v1_value(&mut self, reply: Reply) -> Result<Value> {
        Ok(match reply {
            Reply::Nil => Value::Nil,
            Reply::Int(number) => Value::Int(number),
            Reply::Data(bytes) => Value::Data(bytes.into()),
            Reply::Bulk(replies) => Value::Bulk(self.table.push(replies)?),
            Reply::Okay => Value::Okay,
            Reply::SimpleString(text) => Value::SimpleString(text),
            Reply::SimpleError(text) => Value::SimpleError(text),
        })
    }
}
