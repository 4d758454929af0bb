//! Caches on a server do what caches in memory do.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a test fails by panicking, and its helpers are its own"
)]

#[path = "../support/mod.rs"]
mod support;

mod configured;
mod failures;
mod races;
mod random_calls;
mod refusals;
mod times;

use momento_functions_models::cache::{EndIndex, ListTtl, StartIndex};
use momento_functions_test_host::{CacheStore, Host, LocalCache};
use support::redis_server::RedisServer;
use support::stores::caches_on;

/// Longer than any test takes.
const HOUR: u64 = 3_600_000;
const DAY: u64 = 24 * HOUR;

const KEEP: ListTtl = ListTtl {
    milliseconds: HOUR,
    refresh: false,
};

const REFRESH: ListTtl = ListTtl {
    milliseconds: DAY,
    refresh: true,
};

const ALL: (StartIndex, EndIndex) = (StartIndex::Unbounded, EndIndex::Unbounded);

fn host(server: LocalCache) -> Host {
    let builder = Host::builder().configuration(caches_on(server));
    builder.build().unwrap()
}

/// The cache `default` on a server.
fn cache(server: &RedisServer) -> CacheStore {
    host(LocalCache::new(server.url())).cache_store("default")
}

/// Sends a command beside the host.
fn ask<T: redis::FromRedisValue>(server: &RedisServer, words: &[&str]) -> T {
    let mut command = redis::cmd(words[0]);
    command.arg(&words[1..]);
    command.query(&mut server.connection()).unwrap()
}
