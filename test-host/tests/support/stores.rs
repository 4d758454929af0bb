//! Where the caches of a host are: a test of a cache runs in memory and on a server.

use super::redis_server::RedisServer;
use momento_functions_models::ManualClock;
use momento_functions_test_host::{Configuration, Host, HostBuilder, LocalCache};
use std::sync::Arc;

/// Where the caches of a host are. What is on a server is there as long as this.
pub enum Store {
    Memory,
    Server(RedisServer),
}

impl Store {
    /// Gives the memory, and a server where there is a program for one; the test's output says which.
    pub fn all() -> impl Iterator<Item = Self> {
        let server = RedisServer::start().map(Self::Server);
        let stores = std::iter::once(Self::Memory).chain(server);
        stores.inspect(|store| match store {
            Self::Memory => println!("in memory"),
            Self::Server(server) => println!("on {}", server.address()),
        })
    }

    /// Begins a host. Its time stands still, but not a server's.
    pub fn host(&self) -> HostBuilder {
        let builder = Host::builder().clock(Arc::new(ManualClock::default()));
        match self {
            Self::Memory => builder,
            Self::Server(server) => builder.configuration(caches_on(LocalCache::new(server.url()))),
        }
    }

    /// How many items there are in the host's cache `default`, or in all that are on the server.
    pub fn items(&self, host: &Host) -> usize {
        match self {
            Self::Memory => host.cache("default").items(),
            Self::Server(server) => redis::cmd("DBSIZE")
                .query(&mut server.connection())
                .expect("a number"),
        }
    }
}

/// A configuration of nothing but where the caches are.
pub fn caches_on(server: LocalCache) -> Configuration {
    let mut configuration = Configuration::default();
    configuration.local.cache = Some(server);
    configuration
}
