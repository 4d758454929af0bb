//! Tests of the cache as a whole, rule by rule.

mod bound;
mod expiry;
mod journal;
mod lists;
mod look;
mod model;
mod scalars;
mod threads;

use super::{Cache, CacheLimits, EndIndex, ListTtl, StartIndex};
use crate::{ManualClock, ServiceError};
use std::sync::Arc;
use std::time::Duration;

const MINUTE: u64 = 60_000;

const KEEP: ListTtl = ListTtl {
    milliseconds: MINUTE,
    refresh: false,
};

const REFRESH: ListTtl = ListTtl {
    milliseconds: MINUTE,
    refresh: true,
};

fn cache() -> Cache {
    with_clock(CacheLimits::default()).0
}

fn with_clock(limits: CacheLimits) -> (Cache, Arc<ManualClock>) {
    let clock = Arc::new(ManualClock::default());
    (Cache::new(clock.clone(), limits), clock)
}

fn advance(clock: &ManualClock, milliseconds: u64) {
    clock.advance(Duration::from_millis(milliseconds));
}

fn get(cache: &Cache, key: &[u8]) -> Option<String> {
    cache.get(key).unwrap().map(|value| text(&value))
}

fn values(cache: &Cache, name: &[u8]) -> Vec<String> {
    fetch(cache, name, StartIndex::Unbounded, EndIndex::Unbounded)
}

fn fetch(cache: &Cache, name: &[u8], start: StartIndex, end: EndIndex) -> Vec<String> {
    let values = cache.list_fetch(name, start, end).unwrap().unwrap();
    values.iter().map(|value| text(value)).collect()
}

fn text(value: &[u8]) -> String {
    String::from_utf8(value.to_vec()).unwrap()
}

fn is_wrong_kind<T>(result: Result<T, ServiceError>) -> bool {
    matches!(result, Err(ServiceError::FailedPrecondition(_)))
}

fn is_invalid<T>(result: Result<T, ServiceError>) -> bool {
    matches!(result, Err(ServiceError::InvalidArgument(_)))
}

fn is_over_limit<T>(result: Result<T, ServiceError>) -> bool {
    matches!(result, Err(ServiceError::LimitExceeded(_)))
}
