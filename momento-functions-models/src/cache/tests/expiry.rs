use super::{KEEP, MINUTE, REFRESH, advance, get, with_clock};
use crate::cache::{Cache, CacheLimits, EndIndex, SetIf, StartIndex};

/// CACHE.1
#[test]
fn a_value_lives_for_its_milliseconds() {
    let (cache, clock) = with_clock(CacheLimits::default());
    cache.set(b"k", b"v", 10).unwrap();
    advance(&clock, 9);
    assert!(get(&cache, b"k").is_some());
    advance(&clock, 1);
    assert_eq!(get(&cache, b"k"), None);
    let absent = cache.set_if(b"k", b"w", 10, SetIf::Absent);
    assert_eq!(absent, Ok(true));
}

/// CACHE.1
#[test]
fn storing_again_starts_the_time_anew() {
    let (cache, clock) = with_clock(CacheLimits::default());
    cache.set(b"k", b"v", 10).unwrap();
    advance(&clock, 9);
    cache.set(b"k", b"v", 10).unwrap();
    advance(&clock, 9);
    assert!(get(&cache, b"k").is_some());
    cache.set(b"k", b"v", 1).unwrap();
    advance(&clock, 1);
    assert_eq!(get(&cache, b"k"), None);
}

/// CACHE.1
#[test]
fn a_sweep_drops_what_nobody_asks_for_again() {
    let (cache, clock) = with_clock(CacheLimits::default());
    for key in 0..100_u8 {
        cache.set(&[key], b"v", 10 + u64::from(key)).unwrap();
    }
    advance(&clock, 59);
    let before = cache.used_bytes();
    cache.sweep();
    assert_eq!(cache.used_bytes(), before / 2);
    assert_eq!(cache.items(), 50);
    advance(&clock, 1000);
    cache.sweep();
    assert_eq!(cache.used_bytes(), 0);
}

/// CACHE.5
#[test]
fn a_lists_time_is_set_when_it_is_made_and_when_a_call_refreshes_it() {
    let push = |cache: &Cache, ttl| cache.list_push_front(b"l", b"v", ttl, 0).unwrap();
    for (ttl, lives) in [(KEEP, false), (REFRESH, true)] {
        let (cache, clock) = with_clock(CacheLimits::default());
        push(&cache, KEEP);
        advance(&clock, MINUTE - 1);
        push(&cache, ttl);
        advance(&clock, 1);
        let expected = lives.then_some(2);
        assert_eq!(cache.list_length(b"l"), Ok(expected));
    }
}

/// CACHE.5
#[test]
fn retaining_refreshes_when_it_is_asked_to() {
    for (ttl, lives) in [(KEEP, false), (REFRESH, true)] {
        let (cache, clock) = with_clock(CacheLimits::default());
        cache.list_push_back(b"l", b"v", KEEP, 0).unwrap();
        advance(&clock, MINUTE - 1);
        let (start, end) = (StartIndex::Unbounded, EndIndex::Unbounded);
        assert_eq!(cache.list_retain(b"l", start, end, ttl), Ok(Some(1)));
        advance(&clock, 1);
        assert_eq!(cache.list_length(b"l"), Ok(lives.then_some(1)));
    }
}

/// CACHE.5
#[test]
fn a_list_that_is_over_is_made_anew() {
    let (cache, clock) = with_clock(CacheLimits::default());
    cache.list_push_back(b"l", b"v", KEEP, 0).unwrap();
    advance(&clock, MINUTE);
    assert_eq!(cache.list_push_back(b"l", b"v", KEEP, 0), Ok(1));
    advance(&clock, MINUTE - 1);
    assert_eq!(cache.list_length(b"l"), Ok(Some(1)));
}
