//! Commands to a Redis or Valkey server, or to a cluster that Momento manages.
mod command;
mod error;
mod value;

use momento_functions_wit::v1::redis::{self as host, RedisConnectionType, RedisError, Value};

use crate::encoding::{Encode, EncodeError, Extract, ExtractError};

pub use command::{Command, CommandBuilder};
pub use error::{RedisDeleteError, RedisGetError, RedisSetError, ValueError};
pub use value::{RedisValue, ResponseStream};

/// A server, named by its address.
#[derive(Debug)]
pub struct RedisClient {
    client: host::Client,
}

/// A cluster that Momento manages.
#[derive(Debug)]
pub struct RedisClusterClient {
    client: host::ClusterClient,
}

impl RedisClient {
    /// Names a server, by its address: `redis://host:port`. Whether it can be reached shows at the first
    /// command.
    #[must_use]
    pub fn new(connection_string: impl Into<String>) -> Self {
        let connection = RedisConnectionType::BasicConnection(connection_string.into());
        Self {
            client: host::client(&connection),
        }
    }

    /// Sends commands, one after the other, and gives their replies in the same order.
    ///
    /// # Errors
    /// The server could not be reached, or did not answer as it should.
    pub fn pipe(&self, commands: Vec<Command>) -> Result<ResponseStream, RedisError> {
        let commands: Vec<_> = commands.into_iter().map(Command::into_abi).collect();
        host::client_pipe(&self.client, &commands).map(ResponseStream::from)
    }

    fn reply(&self, command: Command) -> Result<Option<Value>, RedisError> {
        let replies = host::client_pipe(&self.client, &[command.into_abi()])?;
        Ok(host::response_stream_next(&replies))
    }
}

impl RedisClusterClient {
    /// Names a cluster. Whether it exists and can be reached shows at the first command.
    #[must_use]
    pub fn new_momento_managed(cluster_name: impl Into<String>) -> Self {
        Self {
            client: host::get_managed_cluster_client(&cluster_name.into()),
        }
    }

    /// Sends one command, and waits for its reply.
    ///
    /// # Errors
    /// The cluster could not be reached, or did not answer as it should.
    pub fn command(&self, command: Command) -> Result<Value, RedisError> {
        host::cluster_client_command(&self.client, &command.into_abi())
    }

    fn reply(&self, command: Command) -> Result<Option<Value>, RedisError> {
        self.command(command).map(Some)
    }
}

macro_rules! single_commands {
    ($($client:ident)+) => { $(
        impl $client {
            /// Gets the value of a key, or `None` when there is none.
            ///
            /// # Errors
            /// There is no reply, it is no value, or the value is not a `T`.
            pub fn get<T: Extract>(
                &self,
                key: impl Into<Vec<u8>>,
            ) -> Result<Option<T>, RedisGetError<T::Error>> {
                found(self.reply(Command::builder().get(key).build())?)?
                    .map(T::extract)
                    .transpose()
                    .map_err(|cause| RedisGetError::ExtractFailed { cause })
            }

            /// Sets the value of a key.
            ///
            /// # Errors
            /// The value cannot be encoded, there is no reply, or it is no acknowledgement.
            pub fn set<T: Encode>(
                &self,
                key: impl Into<Vec<u8>>,
                value: T,
            ) -> Result<(), RedisSetError<T::Error>> {
                let command = Command::builder()
                    .set(key, value)
                    .map_err(|cause| RedisSetError::EncodeError { cause })?;
                acknowledged(self.reply(command.build())?)
            }

            /// Removes a key. That there was none is no error.
            ///
            /// # Errors
            /// There is no reply, or it is no count of the keys that are gone.
            pub fn delete(&self, key: impl Into<Vec<u8>>) -> Result<(), RedisDeleteError> {
                let command = Command::builder().any("DEL").arg(key);
                counted(self.reply(command.build())?)
            }
        }
    )+ };
}

single_commands! { RedisClient RedisClusterClient }

/// The bytes that a `GET` answered. A pipe that ends before the reply has no case of its own.
fn found<E: ExtractError>(reply: Option<Value>) -> Result<Option<Vec<u8>>, RedisGetError<E>> {
    match reply {
        Some(Value::Nil) => Ok(None),
        Some(Value::Data(bytes)) => Ok(Some(bytes)),
        Some(Value::SimpleString(text)) => Ok(Some(text.into_bytes())),
        Some(Value::Int(number)) => Ok(Some(number.to_string().into_bytes())),
        Some(Value::Bulk(response)) => Err(RedisGetError::UnexpectedBulkResponse { response }),
        Some(Value::Okay) => Err(RedisGetError::UnexpectedOkayResponse),
        Some(Value::SimpleError(message)) => Err(RedisGetError::SimpleError { message }),
        None => Err(RedisError::Other("there is no reply".to_owned()).into()),
    }
}

fn acknowledged<E: EncodeError>(reply: Option<Value>) -> Result<(), RedisSetError<E>> {
    match reply {
        Some(Value::Okay) => Ok(()),
        Some(Value::SimpleError(message)) => Err(RedisSetError::SimpleError { message }),
        value => Err(RedisSetError::UnexpectedValueResponse { value }),
    }
}

fn counted(reply: Option<Value>) -> Result<(), RedisDeleteError> {
    match reply {
        Some(Value::Int(_)) => Ok(()),
        Some(Value::SimpleError(message)) => Err(RedisDeleteError::SimpleError { message }),
        value => Err(RedisDeleteError::UnexpectedValueResponse { value }),
    }
}
