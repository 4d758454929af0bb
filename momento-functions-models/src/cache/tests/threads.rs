use super::{KEEP, MINUTE, with_clock};
use crate::cache::entry::ITEM_COST;
use crate::cache::{Cache, CacheLimits, SetIf, SetIfHash};
use std::thread;

const THREADS: u64 = 4;
const ROUNDS: u64 = 2_000;

fn on_all_threads(cache: &Cache, call: impl Fn(&Cache, u64) + Sync) {
    thread::scope(|scope| {
        for number in 0..THREADS {
            let call = &call;
            scope.spawn(move || call(cache, number));
        }
    });
}

fn number(value: &[u8]) -> u64 {
    u64::from_be_bytes(value.try_into().unwrap())
}

/// CACHE.3
#[test]
fn no_writer_comes_between_a_condition_and_its_store() {
    let (cache, _) = with_clock(CacheLimits::default());
    cache.set(b"n", &0_u64.to_be_bytes(), MINUTE).unwrap();
    on_all_threads(&cache, |cache, _| {
        let mut stored = 0;
        while stored < ROUNDS {
            let old = cache.get(b"n").unwrap().unwrap();
            let new = (number(&old) + 1).to_be_bytes();
            let set = cache.set_if(b"n", &new, MINUTE, SetIf::Equal(&old));
            stored += u64::from(set.unwrap());
        }
    });
    let sum = number(&cache.get(b"n").unwrap().unwrap());
    assert_eq!(sum, THREADS * ROUNDS);
}

/// CACHE.4
#[test]
fn no_writer_comes_between_a_hash_and_its_store() {
    let (cache, _) = with_clock(CacheLimits::default());
    cache.set(b"n", &0_u64.to_be_bytes(), MINUTE).unwrap();
    on_all_threads(&cache, |cache, _| {
        let mut stored = 0;
        while stored < ROUNDS {
            let (old, hash) = cache.get_with_hash(b"n").unwrap().unwrap();
            let new = (number(&old) + 1).to_be_bytes();
            let equal = SetIfHash::PresentAndHashEqual(hash.as_bytes());
            let set = cache.set_if_hash(b"n", &new, MINUTE, equal).unwrap();
            stored += u64::from(set.is_some());
        }
    });
    let sum = number(&cache.get(b"n").unwrap().unwrap());
    assert_eq!(sum, THREADS * ROUNDS);
}

/// CACHE.6
#[test]
fn the_bound_holds_for_writers_that_crowd_each_other_out() {
    let (cache, _) = with_clock(CacheLimits::default().with_bytes(3 * (ITEM_COST + 200)));
    on_all_threads(&cache, |cache, number| {
        for round in 0..ROUNDS {
            let key = (number * ROUNDS + round % 7).to_be_bytes();
            cache.set(&key, &[0; 150], MINUTE).unwrap();
            cache.list_push_back(b"l", &[0; 20], KEEP, 3).unwrap();
            assert!(cache.used_bytes() <= cache.limits().bytes());
        }
    });
    assert!(cache.items() > 0);
}
