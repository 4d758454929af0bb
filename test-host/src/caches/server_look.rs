use super::look::{Page, Part, Seen};
use super::scripts;
use super::server::{ServerCache, number};
use super::server_answer::{length, value};
use crate::valkey::{Replies, Reply};
use bytes::Bytes;
use momento_functions_models::ServiceError;
use momento_functions_models::cache::{ItemKind, ItemSummary};
use std::time::Duration;

/// How many keys a server looks at in one command.
const STEP: usize = 200;

/// How many commands one page takes at most: what a prefix leaves out must not keep a server busy.
const STEPS: usize = 50;

/// Where a server's walk through its keys begins and ends.
const EDGE: &[u8] = b"0";

const STRANGE: ServiceError = ServiceError::InternalError;

/// A server lists keys in an order of its own. Looking counts as a use there.
impl ServerCache {
    pub(super) async fn browse(
        &self,
        prefix: &[u8],
        after: Option<Bytes>,
        most: usize,
    ) -> Result<Page, ServiceError> {
        if self.is_cluster() {
            return Err(ServiceError::FailedPrecondition(
                "the keys of a cluster are not listed: ask for an item by its whole key".to_owned(),
            ));
        }
        let mut cursor = after.unwrap_or_else(|| Bytes::from_static(EDGE));
        let mut items = Vec::new();
        for _ in 0..STEPS {
            let (next, keys) = self.scan(prefix, cursor).await?;
            cursor = next;
            for key in keys {
                items.extend(self.summary(&key).await?);
            }
            if items.len() >= most || cursor == EDGE {
                break;
            }
        }
        let next = (cursor != EDGE).then_some(cursor);
        Ok(Page { items, next })
    }

    pub(super) async fn look(&self, key: &[u8], part: Part) -> Result<Seen, ServiceError> {
        let arguments = [part.first, part.most, part.bytes].map(number).to_vec();
        let looked = self.run(&scripts::LOOK, key, arguments, ItemKind::Scalar);
        match looked.await? {
            Reply::Nil => Ok(None),
            Reply::Bulk(told) => read(key, told).map(Some),
            _ => Err(STRANGE),
        }
    }

    /// Tells nothing of what has gone meanwhile, and of what is no item of a cache.
    async fn summary(&self, key: &[u8]) -> Result<Option<ItemSummary>, ServiceError> {
        let nothing = Part {
            first: 0,
            most: 0,
            bytes: 0,
        };
        let seen = self.look(key, nothing).await?;
        Ok(seen.map(|(summary, _)| summary))
    }

    /// Does one step through the keys, and gives where the next one begins.
    async fn scan(
        &self,
        prefix: &[u8],
        cursor: Bytes,
    ) -> Result<(Bytes, Vec<Bytes>), ServiceError> {
        let front = self.key(b"");
        let mut pattern = glob(&[&front[..], prefix].concat());
        pattern.push(b'*');
        let scan = vec![
            cursor,
            Bytes::from_static(b"MATCH"),
            pattern.into(),
            Bytes::from_static(b"COUNT"),
            number(STEP),
        ];
        let Reply::Bulk(mut told) = self.ask("SCAN", scan, ItemKind::Scalar).await? else {
            return Err(STRANGE);
        };
        let next = text(&mut told)?;
        let Some(Reply::Bulk(mut keys)) = told.take_next() else {
            return Err(STRANGE);
        };
        let mut found = Vec::new();
        while let Some(key) = keys.take_next() {
            let key = value(key)?.ok_or(STRANGE)?;
            found.push(key.slice(front.len().min(key.len())..));
        }
        Ok((next, found))
    }
}

fn read(key: &[u8], mut told: Replies) -> Result<(ItemSummary, Vec<Bytes>), ServiceError> {
    let kind = match &text(&mut told)?[..] {
        b"string" => ItemKind::Scalar,
        b"list" => ItemKind::List,
        _ => return Err(STRANGE),
    };
    let size = length(told.take_next().ok_or(STRANGE)?)?.unwrap_or(0);
    let Some(Reply::Int(ttl)) = told.take_next() else {
        return Err(STRANGE);
    };
    let mut values = Vec::new();
    while let Some(next) = told.take_next() {
        values.extend(value(next)?);
    }
    let summary = ItemSummary {
        key: Bytes::copy_from_slice(key),
        kind,
        size: size.into(),
        // What others have put there may live for ever, which is -1.
        ttl: u64::try_from(ttl).map_or(Duration::MAX, Duration::from_millis),
    };
    Ok((summary, values))
}

fn text(told: &mut Replies) -> Result<Bytes, ServiceError> {
    match told.take_next().ok_or(STRANGE)? {
        Reply::SimpleString(text) => Ok(text.into()),
        reply => value(reply)?.ok_or(STRANGE),
    }
}

/// Writes bytes as a pattern that only they match.
fn glob(bytes: &[u8]) -> Vec<u8> {
    let mut pattern = Vec::with_capacity(bytes.len());
    for byte in bytes {
        if b"*?[]\\^-".contains(byte) {
            pattern.push(b'\\');
        }
        pattern.push(*byte);
    }
    pattern
}
