use super::{KEEP, MINUTE, cache, get, is_invalid, is_over_limit, is_wrong_kind, with_clock};
use crate::cache::{CacheLimits, SetIf, SetIfHash, ValueHash};

/// CACHE.1
#[test]
fn a_value_is_what_was_stored_last() {
    let cache = cache();
    assert_eq!(get(&cache, b"k"), None);
    cache.set(b"k", b"one", MINUTE).unwrap();
    cache.set(b"k", b"", MINUTE).unwrap();
    assert_eq!(get(&cache, b"k").as_deref(), Some(""));
    assert_eq!(get(&cache, b"other"), None);
}

/// CACHE.1
#[test]
fn deleting_a_missing_key_is_no_error() {
    let cache = cache();
    cache.delete(b"k").unwrap();
    cache.set(b"k", b"v", MINUTE).unwrap();
    cache.delete(b"k").unwrap();
    assert_eq!(get(&cache, b"k"), None);
    assert_eq!(cache.used_bytes(), 0);
}

/// CACHE.1, CACHE.2
#[test]
fn a_time_to_live_that_is_not_allowed_stores_nothing() {
    let cache = cache();
    for bad in [0, 24 * 60 * MINUTE + 1] {
        assert!(is_invalid(cache.set(b"k", b"v", bad)));
        assert!(is_invalid(cache.set_if(b"k", b"v", bad, SetIf::Absent)));
        let unconditional = SetIfHash::Unconditional;
        assert!(is_invalid(cache.set_if_hash(
            b"k",
            b"v",
            bad,
            unconditional
        )));
    }
    assert_eq!(get(&cache, b"k"), None);
    cache.set(b"k", b"v", 24 * 60 * MINUTE).unwrap();
}

/// CACHE.2
#[test]
fn a_key_or_value_over_the_limit_stores_nothing() {
    let (cache, _) = with_clock(CacheLimits::default().with_item(4));
    cache.set(b"keys", b"vals", MINUTE).unwrap();
    assert!(is_over_limit(cache.set(b"keys", b"value", MINUTE)));
    assert!(is_over_limit(cache.set(b"longk", b"", MINUTE)));
    let present = cache.set_if(b"keys", b"value", MINUTE, SetIf::Present);
    assert!(is_over_limit(present));
    assert_eq!(get(&cache, b"keys").as_deref(), Some("vals"));
}

/// CACHE.3
#[test]
fn a_condition_that_fails_changes_nothing() {
    let cache = cache();
    let set_if = |value, condition| cache.set_if(b"k", value, MINUTE, condition).unwrap();
    assert!(!set_if(b"one", SetIf::Present));
    assert_eq!(get(&cache, b"k"), None);
    assert!(set_if(b"one", SetIf::Absent));
    assert!(!set_if(b"two", SetIf::Absent));
    assert!(!set_if(b"two", SetIf::Equal(b"on")));
    assert_eq!(get(&cache, b"k").as_deref(), Some("one"));
    assert!(set_if(b"two", SetIf::Equal(b"one")));
    assert_eq!(get(&cache, b"k").as_deref(), Some("two"));
}

/// CACHE.4
#[test]
fn a_hash_from_the_cache_is_good_for_a_condition() {
    let cache = cache();
    let set = |value, condition| cache.set_if_hash(b"k", value, MINUTE, condition).unwrap();
    let first = set(b"one", SetIfHash::Unconditional).unwrap();
    let (value, hash) = cache.get_with_hash(b"k").unwrap().unwrap();
    assert_eq!((value.as_ref(), hash), (&b"one"[..], first));
    assert_eq!(first, ValueHash::of(b"one"));

    let equal = SetIfHash::PresentAndHashEqual(first.as_bytes());
    let second = set(b"two", equal).unwrap();
    assert_eq!(second, ValueHash::of(b"two"));
    assert_eq!(set(b"three", equal), None);
    assert_eq!(get(&cache, b"k").as_deref(), Some("two"));
    assert_eq!(cache.get_with_hash(b"none").unwrap(), None);
}

/// CACHE.5
#[test]
fn a_value_is_not_asked_of_a_list_but_may_replace_it() {
    let cache = cache();
    cache.list_push_back(b"k", b"v", KEEP, 0).unwrap();
    assert!(is_wrong_kind(cache.get(b"k")));
    assert!(is_wrong_kind(cache.get_with_hash(b"k")));
    let present = cache.set_if(b"k", b"v", MINUTE, SetIf::Present);
    assert!(is_wrong_kind(present));
    let any = cache.set_if_hash(b"k", b"v", MINUTE, SetIfHash::Unconditional);
    assert!(is_wrong_kind(any));

    cache.set(b"k", b"v", MINUTE).unwrap();
    assert_eq!(get(&cache, b"k").as_deref(), Some("v"));
    cache.delete(b"k").unwrap();
    cache.list_push_back(b"k", b"v", KEEP, 0).unwrap();
    cache.delete(b"k").unwrap();
    assert_eq!(cache.list_length(b"k"), Ok(None));
}
