use momento_functions_wit::valkey as host;

use crate::{Command, ValkeyError, Value};

/// A cluster that Momento manages.
#[derive(Debug)]
pub struct ClusterClient {
    client: host::ClusterClient,
}

/// Names a cluster. Whether it exists and can be reached shows at the first command.
///
/// # Panics
/// Off wasm32, on a thread that has no native host (`momento_functions_wit::native::scope`).
///
/// # Examples
/// See [`ClusterClient::command`].
pub fn get_managed_cluster_client(cluster_name: impl Into<String>) -> ClusterClient {
    ClusterClient {
        client: host::get_managed_cluster_client(&cluster_name.into()),
    }
}

impl ClusterClient {
    /// Sends one command, and waits for its reply.
    ///
    /// # Errors
    /// There is no reply: see [`ValkeyError`]. An error that the server answers to the command is a
    /// reply, until [`Value::into_result`] makes it an error too.
    ///
    /// # Panics
    /// Off wasm32, on a thread that has no native host (`momento_functions_wit::native::scope`).
    ///
    /// # Examples
    /// ```
    /// use momento_functions_valkey::{Command, Value, get_managed_cluster_client};
    /// # use momento_functions_wit::{native, valkey as host};
    /// # struct Host;
    /// # impl native::Host for Host {
    /// #     fn valkey(&self) -> Option<&dyn host::Host> { Some(self) }
    /// # }
    /// # impl host::Host for Host {
    /// #     fn get_managed_cluster_client(&self, _: &str) -> host::ClusterClient {
    /// #         host::ClusterClient::from_native(())
    /// #     }
    /// #     fn cluster_client_command(
    /// #         &self, _: &host::ClusterClient, command: host::Command,
    /// #     ) -> Result<host::Value, host::ValkeyError> {
    /// #         Ok(if command.command == "GET" { host::Value::Nil } else { host::Value::Ok })
    /// #     }
    /// #     fn response_stream_next(&self, _: &host::ResponseStream) -> Option<host::Value> { None }
    /// # }
    /// # native::scope(Host, || {
    ///
    /// let client = get_managed_cluster_client("sessions");
    /// if let Value::Nil = client.command(Command::get("ada"))? {
    ///     client.command(Command::set("ada", "new"))?.into_result()?;
    /// }
    /// # Ok::<(), momento_functions_valkey::ValkeyError>(())
    /// # }).unwrap();
    /// ```
    pub fn command(&self, command: impl Into<Command>) -> Result<Value, ValkeyError> {
        host::cluster_client_command(&self.client, command.into().into_abi())
            .map(Value::from_abi)
            .map_err(ValkeyError::from_abi)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use momento_functions_bytes::Data;
    use momento_functions_wit::native;

    use super::*;

    /// Answers each command with the kind of value that it names.
    struct Kinds;

    impl native::Host for Kinds {
        fn valkey(&self) -> Option<&dyn host::Host> {
            Some(self)
        }
    }

    fn stream(values: Vec<host::Value>) -> host::Value {
        let rest = RefCell::new(values.into_iter());
        host::Value::Bulk(host::ResponseStream::from_native(rest))
    }

    impl host::Host for Kinds {
        fn get_managed_cluster_client(&self, name: &str) -> host::ClusterClient {
            host::ClusterClient::from_native(name.to_owned())
        }

        fn cluster_client_command(
            &self,
            client: &host::ClusterClient,
            command: host::Command,
        ) -> Result<host::Value, host::ValkeyError> {
            let cluster = client.native::<String>().unwrap();
            Ok(match command.command.as_str() {
                "nil" => host::Value::Nil,
                "int" => host::Value::Int(i64::MIN),
                "data" => command
                    .arguments
                    .into_iter()
                    .next()
                    .map(host::Value::Data)
                    .unwrap(),
                "bulk" => stream(vec![host::Value::Int(1), stream(vec![host::Value::Nil])]),
                "ok" => host::Value::Ok,
                "cluster" => host::Value::SimpleString(cluster.clone()),
                "error" => host::Value::SimpleError("ERR no".to_owned()),
                other => return Err(host::ValkeyError::Other(format!("{cluster}: {other}"))),
            })
        }

        fn response_stream_next(&self, stream: &host::ResponseStream) -> Option<host::Value> {
            let rest = stream.native::<RefCell<std::vec::IntoIter<host::Value>>>();
            rest.unwrap().borrow_mut().next()
        }
    }

    fn ask(command: impl Into<Command>) -> Result<Value, ValkeyError> {
        get_managed_cluster_client("main").command(command)
    }

    #[test]
    fn every_kind_of_value_comes_back() {
        native::scope(Kinds, || {
            assert!(matches!(ask("nil"), Ok(Value::Nil)));
            assert!(matches!(ask("int"), Ok(Value::Int(i64::MIN))));
            assert!(matches!(ask("ok"), Ok(Value::Ok)));
            assert!(matches!(ask("cluster"), Ok(Value::SimpleString(name)) if name == "main"));
            assert!(matches!(ask("error"), Ok(Value::SimpleError(text)) if text == "ERR no"));
            let echoed = ask(Command::builder("data").with_argument("bytes"));
            let Ok(Value::Data(data)) = echoed else {
                panic!("{echoed:?}")
            };
            assert_eq!(Data::into_bytes(data), b"bytes");
        });
    }

    #[test]
    fn bulk_replies_are_read_one_by_one_and_nest() {
        native::scope(Kinds, || {
            let Ok(Value::Bulk(mut bulk)) = ask("bulk") else {
                panic!("no bulk")
            };
            assert!(matches!(bulk.next(), Some(Value::Int(1))));
            let Some(Value::Bulk(inner)) = bulk.next() else {
                panic!("no nested bulk")
            };
            assert!(matches!(inner.collect::<Vec<_>>()[..], [Value::Nil]));
            assert!(bulk.next().is_none());
        });
    }

    #[test]
    fn a_command_without_a_reply_is_the_error() {
        let error = native::scope(Kinds, || ask("boom")).unwrap_err();
        assert_eq!(error, ValkeyError::Other("main: boom".to_owned()));
        assert_eq!(error.to_string(), "the Valkey command failed: main: boom");
    }

    #[test]
    fn an_error_of_the_server_becomes_one_when_asked_to() {
        native::scope(Kinds, || {
            let error = ask("error").and_then(Value::into_result).unwrap_err();
            assert_eq!(error, ValkeyError::Other("ERR no".to_owned()));
            assert!(matches!(
                ask("nil").and_then(Value::into_result),
                Ok(Value::Nil)
            ));
        });
    }
}
