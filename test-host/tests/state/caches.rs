//! What functions write to their caches, in the folder of state.

use momento_functions_models::cache::{EndIndex, ListTtl, StartIndex};
use momento_functions_models::{Clock, ManualClock};
use momento_functions_test_host::{
    Cache, CacheLimits, Configuration, Host, HostError, LocalCache, StateError,
};
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use super::folder;

const HOUR: u64 = 3_600_000;

/// A change of a list.
type Call = fn(&Cache);

const FOR_AN_HOUR: ListTtl = ListTtl {
    milliseconds: HOUR,
    refresh: false,
};

fn host(state: &Path) -> Host {
    let host = Host::builder().state(state).persist_caches();
    host.build().unwrap()
}

fn on(state: &Path, clock: &Arc<ManualClock>) -> Host {
    let clock = Arc::clone(clock) as Arc<dyn Clock>;
    let host = Host::builder().clock(clock).state(state).persist_caches();
    host.build().unwrap()
}

fn refused(host: Result<Host, HostError>) -> StateError {
    match host {
        Err(HostError::State(error)) => error,
        other => panic!("{other:?}"),
    }
}

fn get(host: &Host, key: &str) -> Option<String> {
    let value = host.cache("default").get(key.as_bytes()).unwrap()?;
    Some(String::from_utf8(value.to_vec()).unwrap())
}

fn list(host: &Host, name: &str) -> Option<String> {
    let cache = host.cache("default");
    let (start, end) = (StartIndex::Unbounded, EndIndex::Unbounded);
    let values = cache.list_fetch(name.as_bytes(), start, end).unwrap()?;
    let values: Vec<_> = values
        .iter()
        .map(|value| String::from_utf8_lossy(value))
        .collect();
    Some(values.join(" "))
}

/// STA.9
#[test]
fn values_are_there_as_they_were_last_written() {
    let (_folder, state) = folder();
    let before = host(&state);
    let cache = before.cache("default");
    for (key, value) in [("a", "1"), ("b", "2"), ("c", "3"), ("a", "4")] {
        cache.set(key.as_bytes(), value.as_bytes(), HOUR).unwrap();
    }
    cache.delete(b"b").unwrap();
    let absent = momento_functions_models::cache::SetIf::Absent;
    assert!(!cache.set_if(b"c", b"not this", HOUR, absent).unwrap());
    assert!(cache.set_if(b"d", b"", HOUR, absent).unwrap());
    before.cache("other").set(b"a", b"another", HOUR).unwrap();
    drop((before, cache));
    for _ in 0..2 {
        let after = host(&state);
        let found = ["a", "b", "c", "d"].map(|key| get(&after, key));
        assert_eq!(
            found,
            [Some("4"), None, Some("3"), Some("")].map(|value| value.map(str::to_owned))
        );
        assert_eq!(after.cache("default").items(), 3);
        let another = after.cache("other").get(b"a").unwrap();
        assert_eq!(another.as_deref(), Some(&b"another"[..]));
    }
}

/// STA.9
#[test]
fn lists_are_there_after_each_of_their_calls() {
    let (_folder, state) = folder();
    let calls: [(Call, Option<&str>); 8] = [
        (
            |cache| {
                drop(cache.list_concatenate_back(b"l", &[b"a", b"b", b"a", b"c"], FOR_AN_HOUR, 0))
            },
            Some("a b a c"),
        ),
        (
            |cache| drop(cache.list_push_front(b"l", b"z", FOR_AN_HOUR, 4)),
            Some("z a b a"),
        ),
        (|cache| drop(cache.list_pop_back(b"l")), Some("z a b")),
        (|cache| drop(cache.list_pop_front(b"l")), Some("a b")),
        (
            |cache| drop(cache.list_push_back(b"l", b"a", FOR_AN_HOUR, 0)),
            Some("a b a"),
        ),
        (|cache| drop(cache.list_remove(b"l", b"a")), Some("b")),
        (
            |cache| {
                let (start, end) = (StartIndex::Unbounded, EndIndex::Exclusive(0));
                drop(cache.list_retain(b"l", start, end, FOR_AN_HOUR));
            },
            None,
        ),
        (
            |cache| drop(cache.list_push_back(b"l", b"new", FOR_AN_HOUR, 0)),
            Some("new"),
        ),
    ];
    for (call, expected) in calls {
        call(&host(&state).cache("default"));
        assert_eq!(list(&host(&state), "l").as_deref(), expected);
    }
}

/// STA.9
#[test]
fn what_is_kept_lives_no_longer_for_that() {
    let (_folder, state) = folder();
    let clock = Arc::new(ManualClock::default());
    let before = on(&state, &clock);
    let cache = before.cache("default");
    cache.set(b"short", b"1", 10_000).unwrap();
    cache.set(b"long", b"1", 60_000).unwrap();
    cache.list_push_back(b"list", b"1", FOR_AN_HOUR, 0).unwrap();
    drop((before, cache));
    clock.advance(Duration::from_secs(10));
    let after = on(&state, &clock);
    assert_eq!(
        (get(&after, "short"), get(&after, "long").is_some()),
        (None, true)
    );
    clock.advance(Duration::from_secs(50));
    assert_eq!(
        (get(&after, "long"), list(&after, "list").is_some()),
        (None, true)
    );
    clock.advance(Duration::from_secs(3540));
    assert_eq!(list(&after, "list"), None);
}

/// STA.9
#[test]
fn what_was_not_written_to_its_end_is_as_if_it_had_not_been_begun() {
    let (_folder, state) = folder();
    let file = state.join("caches.log");
    host(&state)
        .cache("default")
        .set(b"a", b"kept", HOUR)
        .unwrap();
    let one = fs::read(&file).unwrap();
    host(&state)
        .cache("default")
        .set(b"b", b"lost", HOUR)
        .unwrap();
    let both = fs::read(&file).unwrap();
    assert_eq!(&both[..one.len()], &one[..]);
    let mut ends: Vec<Vec<u8>> = (one.len()..both.len())
        .map(|end| both[..end].to_vec())
        .collect();
    let mut changed = both.clone();
    *changed.last_mut().unwrap() ^= 1;
    ends.push(changed);
    ends.push([&one[..], &[0; 100]].concat());
    for end in ends {
        fs::write(&file, &end).unwrap();
        let host = host(&state);
        assert_eq!(
            (get(&host, "a").as_deref(), get(&host, "b")),
            (Some("kept"), None)
        );
        host.cache("default").set(b"c", b"after", HOUR).unwrap();
        drop(host);
        assert_eq!(
            get(&super::caches::host(&state), "c").as_deref(),
            Some("after")
        );
    }
}

/// STA.9
#[test]
fn a_damaged_file_of_caches_is_named_and_left_as_it_is() {
    let (_folder, state) = folder();
    let file = state.join("caches.log");
    {
        let host = host(&state);
        host.cache("default").set(b"a", b"1", HOUR).unwrap();
        host.cache("default").set(b"b", b"2", HOUR).unwrap();
    }
    let mut damaged = fs::read(&file).unwrap();
    damaged[12] ^= 1;
    fs::write(&file, &damaged).unwrap();
    let error = refused(Host::builder().state(&state).persist_caches().build());
    assert_eq!(error.code(), "state_damaged");
    assert!(error.to_string().contains("caches.log"), "{error}");
    assert_eq!(fs::read(&file).unwrap(), damaged);
    // What is not asked for is not looked at.
    assert!(Host::builder().state(&state).build().is_ok());
}

/// STA.9
#[test]
fn the_file_of_caches_does_not_grow_without_end() {
    let (_folder, state) = folder();
    let limits = CacheLimits::default().with_bytes(4 << 20);
    let build = || {
        Host::builder()
            .cache_limits(limits.clone())
            .state(&state)
            .persist_caches()
    };
    let before = build().build().unwrap();
    let value = vec![7; 1 << 20];
    for key in 0..150_u32 {
        before
            .cache("default")
            .set(&key.to_le_bytes(), &value, HOUR)
            .unwrap();
    }
    let size = fs::metadata(state.join("caches.log")).unwrap().len();
    assert!(size < 64 << 20, "{size}");
    let items = before.cache("default").items();
    drop(before);
    let after = build().build().unwrap();
    assert_eq!(after.cache("default").items(), items);
    let last = after.cache("default").get(&149_u32.to_le_bytes()).unwrap();
    assert_eq!(last.map(|last| last.len()), Some(value.len()));
    assert!(fs::metadata(state.join("caches.log")).unwrap().len() < 5 << 20);
}

/// STA.9
#[test]
fn caches_are_kept_in_memory_alone_unless_they_are_asked_for() {
    let (_folder, state) = folder();
    let without = super::host(&state);
    without.cache("default").set(b"a", b"1", HOUR).unwrap();
    assert!(!state.join("caches.log").exists());
    drop(without);
    assert_eq!(get(&host(&state), "a"), None);
}

/// STA.9
#[test]
fn caches_that_cannot_be_kept_are_told_why() {
    let (_folder, state) = folder();
    let error = refused(Host::builder().persist_caches().build());
    assert!(error.to_string().contains("--state DIR"), "{error}");
    let mut configuration = Configuration::default();
    configuration.local.cache = Some(LocalCache::new("redis://127.0.0.1:1"));
    let on_server = Host::builder().configuration(configuration).state(&state);
    let error = refused(on_server.persist_caches().build());
    assert_eq!(error.code(), "state_unsuitable");
    assert!(error.to_string().contains("`[local.cache]`"), "{error}");
}
