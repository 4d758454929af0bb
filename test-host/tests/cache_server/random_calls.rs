//! Calls at random, on a server and in memory.

use super::support::redis_server::{RedisCluster, RedisServer, shared};
use super::{DAY, HOUR, ask, cache, host};
use momento_functions_models::cache::{
    EndIndex, ListRange, ListTtl, SetIf, SetIfHash, StartIndex, ValueHash,
};
use momento_functions_test_host::{CacheStore, Host, LocalCache};
use std::sync::{Mutex, Weak};

/// The keys of the calls: none of any bytes, and none of a cluster's marks, is special.
const KEYS: [&[u8]; 6] = [
    b"",
    b"a",
    b"b",
    b"{b}c",
    b"\0\r\n\xff%s",
    b"momento:default:a",
];

/// SplitMix64, from a seed: every run does the same.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % bound
    }

    fn of<T: Copy>(&mut self, some: &[T]) -> T {
        let index = self.below(some.len() as u64);
        some[usize::try_from(index).unwrap()]
    }

    fn small(&mut self) -> u32 {
        u32::try_from(self.below(8)).unwrap()
    }

    fn start(&mut self) -> StartIndex {
        let index = i32::try_from(self.below(16)).unwrap() - 8;
        self.of(&[
            StartIndex::Unbounded,
            StartIndex::Inclusive(index),
            StartIndex::Inclusive(index),
            StartIndex::Inclusive(i32::MIN),
            StartIndex::Inclusive(i32::MAX),
        ])
    }

    fn end(&mut self) -> EndIndex {
        let index = i32::try_from(self.below(16)).unwrap() - 8;
        self.of(&[
            EndIndex::Unbounded,
            EndIndex::Exclusive(index),
            EndIndex::Exclusive(index),
            EndIndex::Exclusive(i32::MIN),
            EndIndex::Exclusive(i32::MAX),
        ])
    }

    fn ranges(&mut self) -> Vec<ListRange> {
        let count = self.below(4);
        let range = |random: &mut Self| ListRange {
            begin_index: random.small(),
            count: random.of(&[0, 1, 2, u32::MAX]),
        };
        (0..count).map(|_| range(self)).collect()
    }
}

/// One call, the same for every cache.
#[derive(Debug)]
struct Call {
    number: u64,
    key: &'static [u8],
    value: &'static [u8],
    operand: &'static [u8],
    hash: Vec<u8>,
    values: Vec<&'static [u8]>,
    ttl: ListTtl,
    size: u32,
    start: StartIndex,
    end: EndIndex,
    ranges: Vec<ListRange>,
}

impl Call {
    fn any(random: &mut Random) -> Self {
        const VALUES: [&[u8]; 5] = [b"", b"a", b"b", b"\0\r\n\xff", b"0"];
        let operand = random.of(&VALUES);
        let count = random.below(4);
        Self {
            number: random.below(24),
            key: random.of(&KEYS),
            value: random.of(&VALUES),
            operand,
            hash: ValueHash::of(operand).as_bytes().to_vec(),
            values: (0..count).map(|_| random.of(&VALUES)).collect(),
            ttl: ListTtl {
                milliseconds: random.of(&[HOUR, HOUR, HOUR, HOUR, DAY, 0, DAY + 1]),
                refresh: random.of(&[false, true]),
            },
            size: random.small(),
            start: random.start(),
            end: random.end(),
            ranges: random.ranges(),
        }
    }

    /// Makes the call, and tells all that it gave.
    async fn make(&self, cache: &CacheStore) -> String {
        let (key, value, ttl) = (self.key, self.value, self.ttl);
        let milliseconds = ttl.milliseconds;
        match self.number {
            0 => format!("{:?}", cache.get(key).await),
            1 => format!("{:?}", cache.get_with_hash(key).await),
            2 => format!("{:?}", cache.set(key, value, milliseconds).await),
            3 | 4 => format!("{:?}", cache.delete(key).await),
            5 => format!(
                "{:?}",
                cache.list_push_front(key, value, ttl, self.size).await
            ),
            6 => format!(
                "{:?}",
                cache.list_push_back(key, value, ttl, self.size).await
            ),
            7 | 8 => {
                let values = &self.values;
                let length = cache.list_concatenate_front(key, values, ttl, self.size);
                format!("{:?}", length.await)
            }
            9 | 10 => {
                let values = &self.values;
                let length = cache.list_concatenate_back(key, values, ttl, self.size);
                format!("{:?}", length.await)
            }
            11 => format!("{:?}", cache.list_pop_front(key).await),
            12 => format!("{:?}", cache.list_pop_back(key).await),
            13 => format!("{:?}", cache.list_erase(key, &self.ranges).await),
            14 => format!("{:?}", cache.list_erase_all(key).await),
            15 => format!("{:?}", cache.list_remove(key, value).await),
            16 | 17 => format!("{:?}", cache.list_fetch(key, self.start, self.end).await),
            18 => format!("{:?}", cache.list_length(key).await),
            19 => format!(
                "{:?}",
                cache.list_retain(key, self.start, self.end, ttl).await
            ),
            20 | 21 => {
                let condition = self.condition();
                format!(
                    "{:?}",
                    cache.set_if(key, value, milliseconds, condition).await
                )
            }
            _ => {
                let condition = self.hash_condition();
                let stored = cache.set_if_hash(key, value, milliseconds, condition);
                format!("{:?}", stored.await)
            }
        }
    }

    fn condition(&self) -> SetIf<'_> {
        match self.size {
            0 => SetIf::Present,
            1 => SetIf::PresentAndNotEqual(self.operand),
            2 => SetIf::Absent,
            3 => SetIf::Equal(self.operand),
            4 => SetIf::AbsentOrEqual(self.operand),
            _ => SetIf::NotEqual(self.operand),
        }
    }

    fn hash_condition(&self) -> SetIfHash<'_> {
        match self.size {
            0 | 1 => SetIfHash::PresentAndNotHashEqual(&self.hash),
            2 => SetIfHash::PresentAndHashEqual(&self.hash),
            3 | 4 => SetIfHash::AbsentOrHashEqual(&self.hash),
            5 | 6 => SetIfHash::AbsentOrNotHashEqual(&self.hash),
            _ => SetIfHash::Unconditional,
        }
    }
}

fn in_memory() -> CacheStore {
    Host::builder().build().unwrap().cache_store("default")
}

async fn do_the_same(server: &CacheStore, seeds: std::ops::Range<u64>) {
    for seed in seeds {
        let memory = in_memory();
        let mut random = Random(seed);
        for round in 0..500 {
            let call = Call::any(&mut random);
            let (told, expected) = (call.make(server).await, call.make(&memory).await);
            assert_eq!(told, expected, "seed {seed}, round {round}: {call:?}");
        }
        for key in KEYS {
            server.delete(key).await.unwrap();
        }
    }
}

/// CACHE.3, CACHE.4, CACHE.5, CACHE.7
#[tokio::test]
async fn any_calls_give_on_a_server_what_they_give_in_memory() {
    let Some(server) = RedisServer::start() else {
        return;
    };
    do_the_same(&cache(&server), 0..10).await;
    assert_eq!(ask::<u64>(&server, &["DBSIZE"]), 0);
}

/// The tests of a cluster share one.
static CLUSTER: Mutex<Weak<RedisCluster>> = Mutex::new(Weak::new());

fn on_cluster(cluster: &RedisCluster, prefix: &str) -> CacheStore {
    let mut server = LocalCache::new(cluster.url());
    server.cluster = true;
    prefix.clone_into(&mut server.prefix);
    host(server).cache_store("default")
}

/// CACHE.7
#[tokio::test]
async fn any_calls_give_on_a_cluster_what_they_give_in_memory() {
    let Some(cluster) = shared(&CLUSTER, RedisCluster::start) else {
        return;
    };
    do_the_same(&on_cluster(&cluster, "same:"), 10..14).await;
}

/// CACHE.7
#[tokio::test]
async fn keys_of_a_cache_are_on_all_nodes_of_a_cluster() {
    let Some(cluster) = shared(&CLUSTER, RedisCluster::start) else {
        return;
    };
    let cache = on_cluster(&cluster, "all:");
    for key in 0..100 {
        let key = format!("key {key}");
        cache
            .set(key.as_bytes(), key.as_bytes(), HOUR)
            .await
            .unwrap();
        let found = cache.get(key.as_bytes()).await.unwrap();
        assert_eq!(found.as_deref(), Some(key.as_bytes()));
    }
    for node in cluster.nodes() {
        let keys: Vec<String> = ask(node, &["KEYS", "all:default:key *"]);
        assert!(!keys.is_empty(), "{} has none", node.address());
    }
}
