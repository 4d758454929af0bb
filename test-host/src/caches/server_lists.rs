use super::scripts;
use super::server::{ServerCache, number, time};
use super::server_answer::{length, popped, values};
use super::spans::{kept, span};
use bytes::Bytes;
use momento_functions_models::ServiceError;
use momento_functions_models::cache::{EndIndex, ItemKind, ListRange, ListTtl, Popped, StartIndex};

/// How many values one call may add: a server takes 1,048,576 arguments.
const ADDED: usize = 1_000_000;

/// Lists. A server has no empty ones either.
impl ServerCache {
    pub(super) async fn list_concatenate_front(
        &self,
        name: &[u8],
        values: &[impl AsRef<[u8]> + Sync],
        ttl: ListTtl,
        truncate_back_to: u32,
    ) -> Result<u32, ServiceError> {
        let last = i64::from(truncate_back_to) - 1;
        let mut push = self.push("LPUSH", name, values, ttl, (0, last))?;
        // Each goes in front of the one before.
        push.extend(values.iter().rev().map(copy));
        self.extend(name, push).await
    }

    pub(super) async fn list_concatenate_back(
        &self,
        name: &[u8],
        values: &[impl AsRef<[u8]> + Sync],
        ttl: ListTtl,
        truncate_front_to: u32,
    ) -> Result<u32, ServiceError> {
        let first = -i64::from(truncate_front_to);
        let mut push = self.push("RPUSH", name, values, ttl, (first, -1))?;
        push.extend(values.iter().map(copy));
        self.extend(name, push).await
    }

    pub(super) async fn list_pop_front(&self, name: &[u8]) -> Result<Option<Popped>, ServiceError> {
        self.pop(name, "LPOP").await
    }

    pub(super) async fn list_pop_back(&self, name: &[u8]) -> Result<Option<Popped>, ServiceError> {
        self.pop(name, "RPOP").await
    }

    pub(super) async fn list_erase(
        &self,
        name: &[u8],
        ranges: &[ListRange],
    ) -> Result<Option<u32>, ServiceError> {
        let kept = vec![Bytes::from(kept(ranges))];
        let erased = self.run(&scripts::ERASE, name, kept, ItemKind::List);
        length(erased.await?)
    }

    pub(super) async fn list_erase_all(&self, name: &[u8]) -> Result<Option<u32>, ServiceError> {
        self.keep(name, StartIndex::Unbounded, EndIndex::Exclusive(0), 0)
            .await
    }

    pub(super) async fn list_remove(
        &self,
        name: &[u8],
        value: &[u8],
    ) -> Result<Option<u32>, ServiceError> {
        let value = vec![Bytes::copy_from_slice(value)];
        let removed = self.run(&scripts::REMOVE, name, value, ItemKind::List);
        length(removed.await?)
    }

    pub(super) async fn list_fetch(
        &self,
        name: &[u8],
        start: StartIndex,
        end: EndIndex,
    ) -> Result<Option<Vec<Bytes>>, ServiceError> {
        let (first, last) = span(start, end);
        let part = vec![number(first), number(last)];
        let fetched = self.run(&scripts::FETCH, name, part, ItemKind::List);
        values(fetched.await?)
    }

    pub(super) async fn list_length(&self, name: &[u8]) -> Result<Option<u32>, ServiceError> {
        let list = vec![self.key(name)];
        let length = length(self.ask("LLEN", list, ItemKind::List).await?)?;
        Ok(length.filter(|length| *length > 0))
    }

    pub(super) async fn list_retain(
        &self,
        name: &[u8],
        start: StartIndex,
        end: EndIndex,
        ttl: ListTtl,
    ) -> Result<Option<u32>, ServiceError> {
        self.limits().time_to_live(ttl.milliseconds)?;
        let refreshed = if ttl.refresh { ttl.milliseconds } else { 0 };
        self.keep(name, start, end, refreshed).await
    }

    async fn keep(
        &self,
        name: &[u8],
        start: StartIndex,
        end: EndIndex,
        ttl: u64,
    ) -> Result<Option<u32>, ServiceError> {
        let (first, last) = span(start, end);
        let part = vec![number(first), number(last), time(ttl)];
        let kept = self.run(&scripts::RETAIN, name, part, ItemKind::List);
        length(kept.await?)
    }

    async fn pop(
        &self,
        name: &[u8],
        command: &'static str,
    ) -> Result<Option<Popped>, ServiceError> {
        let command = vec![Bytes::from(command)];
        let pop = self.run(&scripts::POP, name, command, ItemKind::List);
        popped(pop.await?)
    }

    /// Checks what is to be added, and begins the call that adds it: the values come last.
    fn push(
        &self,
        command: &'static str,
        name: &[u8],
        values: &[impl AsRef<[u8]>],
        ttl: ListTtl,
        (first, last): (i64, i64),
    ) -> Result<Vec<Bytes>, ServiceError> {
        self.limits().check_key(name)?;
        let check = |value: &[u8]| self.limits().check_list_value(value);
        values.iter().try_for_each(|value| check(value.as_ref()))?;
        self.limits().time_to_live(ttl.milliseconds)?;
        check_count(values.len())?;
        Ok(vec![
            Bytes::from(command),
            time(ttl.milliseconds),
            number(u8::from(ttl.refresh)),
            number(first),
            number(last),
        ])
    }

    async fn extend(&self, name: &[u8], push: Vec<Bytes>) -> Result<u32, ServiceError> {
        let extended = self.run(&scripts::EXTEND, name, push, ItemKind::List);
        Ok(length(extended.await?)?.unwrap_or(0))
    }
}

fn copy(value: &impl AsRef<[u8]>) -> Bytes {
    Bytes::copy_from_slice(value.as_ref())
}

fn check_count(values: usize) -> Result<(), ServiceError> {
    if values <= ADDED {
        return Ok(());
    }
    Err(ServiceError::LimitExceeded(format!(
        "one call adds at most {ADDED} values to a list on a server; these are {values}"
    )))
}
