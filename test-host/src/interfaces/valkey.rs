use crate::bindings::bytes::Data;
use crate::bindings::valkey::{
    self, Host, HostClusterClient, HostResponseStream, ValkeyError as Error, Value,
};
use crate::invocation::{HostBuffer, HostMemory, State};
use crate::valkey::{Cluster, Command, MAX_COMMAND, Replies, Reply, ValkeyError};
use bytes::Bytes;
use momento_functions_test_host_macros::observed;
use wasmtime::Result;
use wasmtime::component::Resource;

/// SVC.9: how long a value may be, in bytes, to come inline. A longer one stays on the host.
const INLINE: usize = 4096;

#[observed(valkey)]
impl Host for State {
    #[observed(local)]
    fn get_managed_cluster_client(&mut self, cluster_name: String) -> Result<Resource<Cluster>> {
        let cluster = self.context.settings().valkey.get(&cluster_name);
        Ok(self.table.push(cluster)?)
    }
}

#[observed(valkey)]
impl HostClusterClient for State {
    async fn command(
        &mut self,
        client: Resource<Cluster>,
        command: valkey::Command,
    ) -> Result<Result<Value, Error>> {
        let arguments = command.arguments.into_iter();
        let arguments = arguments.map(|argument| self.take_data(argument));
        let arguments = arguments.collect::<Result<_>>()?;
        let cluster = self.table.get(&client)?;
        let budget = &self.host_memory;
        match command_of(cluster, command.command, arguments, budget).await {
            Ok(reply) => self.value(reply).map(Ok),
            Err(error) => Ok(Err(Error::Other(error.to_string()))),
        }
    }

    fn drop(&mut self, client: Resource<Cluster>) -> Result<()> {
        self.table.delete(client)?;
        Ok(())
    }
}

#[observed(valkey)]
impl HostResponseStream for State {
    #[observed(skip)]
    fn next(&mut self, replies: Resource<Replies>) -> Result<Option<Value>> {
        let reply = self.table.get_mut(&replies)?.take_next();
        reply.map(|reply| self.value(reply)).transpose()
    }

    fn drop(&mut self, replies: Resource<Replies>) -> Result<()> {
        self.table.delete(replies)?;
        Ok(())
    }
}

async fn command_of(
    cluster: &Cluster,
    name: String,
    arguments: Vec<HostBuffer>,
    budget: &HostMemory,
) -> Result<Reply, ValkeyError> {
    let arguments = whole(arguments).await?;
    let command = Command::new(name, arguments)?;
    cluster.command(command, budget).await
}

/// Reads the arguments of a command to their ends, as long as they fit into one.
async fn whole(bodies: Vec<HostBuffer>) -> Result<Vec<Bytes>, ValkeyError> {
    let mut room = MAX_COMMAND;
    let mut arguments = Vec::with_capacity(bodies.len());
    for mut body in bodies {
        let argument = match body.collect(room).await {
            Ok(Ok(argument)) => argument,
            Ok(Err(_)) => return Err(ValkeyError::CommandTooLarge(MAX_COMMAND)),
            Err(broken) => return Err(ValkeyError::Argument(broken.to_string())),
        };
        room = room.saturating_sub(argument.len() as u64);
        arguments.push(argument);
    }
    Ok(arguments)
}

impl State {
    fn value(&mut self, reply: Reply) -> Result<Value> {
        Ok(match reply {
            Reply::Nil => Value::Nil,
            Reply::Int(number) => Value::Int(number),
            Reply::Data(bytes) if bytes.len() <= INLINE => Value::Data(Data::Value(bytes.into())),
            // It is held already, as a part of its reply.
            Reply::Data(bytes) => Value::Data(self.give_body(bytes.into())?),
            Reply::Bulk(replies) => Value::Bulk(self.table.push(replies)?),
            Reply::Okay => Value::Ok,
            Reply::SimpleString(text) => Value::SimpleString(text),
            Reply::SimpleError(text) => Value::SimpleError(text),
        })
    }
}
