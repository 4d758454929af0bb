use super::scripts::{self, Script};
use super::server_answer::{answer, failure, length, value};
use crate::invocation::HostMemory;
use crate::valkey::{Command, Configured, Reply};
use bytes::Bytes;
use momento_functions_models::ServiceError;
use momento_functions_models::cache::{CacheLimits, ItemKind, SetIf, SetIfHash, ValueHash};
use std::fmt;
use std::sync::Arc;

/// The items of one cache, on a server: a value is a string there, and a list a list.
///
/// Each call is one command or one script, of one key, so that nobody comes between its steps.
#[derive(Clone)]
pub(super) struct ServerCache {
    server: Arc<Configured>,
    /// What every key of the cache has in front.
    prefix: Arc<str>,
    limits: CacheLimits,
}

impl ServerCache {
    pub(super) fn new(server: Arc<Configured>, prefix: String, limits: CacheLimits) -> Self {
        Self {
            server,
            prefix: prefix.into(),
            limits,
        }
    }

    pub(super) fn is_cluster(&self) -> bool {
        self.server.is_cluster()
    }

    pub(super) fn limits(&self) -> &CacheLimits {
        &self.limits
    }

    pub(super) async fn get(&self, key: &[u8]) -> Result<Option<Bytes>, ServiceError> {
        let get = vec![self.key(key)];
        value(self.ask("GET", get, ItemKind::Scalar).await?)
    }

    pub(super) async fn get_with_hash(
        &self,
        key: &[u8],
    ) -> Result<Option<(Bytes, ValueHash)>, ServiceError> {
        let value = self.get(key).await?;
        Ok(value.map(|value| {
            let hash = ValueHash::of(&value);
            (value, hash)
        }))
    }

    pub(super) async fn set(
        &self,
        key: &[u8],
        value: &[u8],
        ttl_milliseconds: u64,
    ) -> Result<(), ServiceError> {
        self.admit(key, value, ttl_milliseconds)?;
        let (value, px) = (Bytes::copy_from_slice(value), Bytes::from_static(b"PX"));
        let set = vec![self.key(key), value, px, time(ttl_milliseconds)];
        self.ask("SET", set, ItemKind::Scalar).await.map(drop)
    }

    pub(super) async fn set_if(
        &self,
        key: &[u8],
        value: &[u8],
        ttl_milliseconds: u64,
        condition: SetIf<'_>,
    ) -> Result<bool, ServiceError> {
        self.admit(key, value, ttl_milliseconds)?;
        let (operand, stores) = outcomes(condition);
        let [value, operand] = [value, operand].map(Bytes::copy_from_slice);
        let mut arguments = vec![value, time(ttl_milliseconds), operand];
        arguments.extend(stores.map(|stores| number(u8::from(stores))));
        let stored = self.run(&scripts::SET_IF, key, arguments, ItemKind::Scalar);
        Ok(length(stored.await?)? == Some(1))
    }

    /// A server cannot make the hash. So the condition is judged here, by the value that is there,
    /// and the store is on condition that it still is; if it is not, all is done anew.
    pub(super) async fn set_if_hash(
        &self,
        key: &[u8],
        value: &[u8],
        ttl_milliseconds: u64,
        condition: SetIfHash<'_>,
    ) -> Result<Option<ValueHash>, ServiceError> {
        self.admit(key, value, ttl_milliseconds)?;
        loop {
            let (current, hash) = self.get_with_hash(key).await?.unzip();
            if !condition.holds(hash.as_ref()) {
                return Ok(None);
            }
            let unchanged = current.as_deref().map_or(SetIf::Absent, SetIf::Equal);
            if self.set_if(key, value, ttl_milliseconds, unchanged).await? {
                return Ok(Some(ValueHash::of(value)));
            }
        }
    }

    pub(super) async fn delete(&self, key: &[u8]) -> Result<(), ServiceError> {
        let delete = vec![self.key(key)];
        self.ask("UNLINK", delete, ItemKind::Scalar).await.map(drop)
    }

    /// Sends a command for an item of this kind.
    pub(super) async fn ask(
        &self,
        name: &str,
        arguments: Vec<Bytes>,
        asked: ItemKind,
    ) -> Result<Reply, ServiceError> {
        answer(self.send(name, arguments).await?, asked)
    }

    /// Sends a script for the item of this kind under a key: by its name if the server knows it.
    pub(super) async fn run(
        &self,
        script: &Script,
        key: &[u8],
        arguments: Vec<Bytes>,
        asked: ItemKind,
    ) -> Result<Reply, ServiceError> {
        let call = |script: &Bytes| {
            let front = [script.clone(), number(1_u8), self.key(key)];
            front.into_iter().chain(arguments.iter().cloned()).collect()
        };
        let reply = self.send("EVALSHA", call(&script.hash)).await?;
        let reply = match reply {
            Reply::SimpleError(error) if error.starts_with("NOSCRIPT") => {
                self.send("EVAL", call(&script.code)).await?
            }
            reply => reply,
        };
        answer(reply, asked)
    }

    async fn send(&self, name: &str, arguments: Vec<Bytes>) -> Result<Reply, ServiceError> {
        let send = async {
            let command = Command::new(name.to_owned(), arguments)?;
            // What a guest is given of it counts as held when it is given.
            let budget = HostMemory::of_nobody();
            self.server.command(command, &budget).await
        };
        send.await.map_err(|error| failure(&error))
    }

    pub(super) fn key(&self, key: &[u8]) -> Bytes {
        [self.prefix.as_bytes(), key].concat().into()
    }

    fn admit(&self, key: &[u8], value: &[u8], ttl_milliseconds: u64) -> Result<(), ServiceError> {
        self.limits.check_key(key)?;
        self.limits.check_item(value)?;
        self.limits.time_to_live(ttl_milliseconds).map(drop)
    }
}

/// Writes a time to live. A server adds it to its clock's time, and takes no sum that is no i64.
pub(super) fn time(milliseconds: u64) -> Bytes {
    number(milliseconds.min(1 << 62))
}

/// Writes a number as a server reads it.
pub(super) fn number(number: impl ToString) -> Bytes {
    number.to_string().into()
}

/// Parts what is compared with from whether to store: when there is no value, when it is that one,
/// and when it is another. A condition depends on nothing else.
fn outcomes(condition: SetIf<'_>) -> (&[u8], [bool; 3]) {
    let operand: &[u8] = match condition {
        SetIf::Present | SetIf::Absent => b"",
        SetIf::PresentAndNotEqual(operand)
        | SetIf::Equal(operand)
        | SetIf::AbsentOrEqual(operand)
        | SetIf::NotEqual(operand) => operand,
    };
    let another: &[u8] = if operand.is_empty() { b"-" } else { b"" };
    let stores = [None, Some(operand), Some(another)].map(|current| condition.holds(current));
    (operand, stores)
}

impl fmt::Debug for ServerCache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServerCache")
            .field("prefix", &self.prefix)
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}
