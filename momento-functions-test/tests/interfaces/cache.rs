//! Values and lists.

use momento_functions_cache as cache;
use momento_functions_cache_list::{self as list, CollectionTtl};
use momento_functions_test::{NativeHost, host, run};
use std::time::Duration;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);
const MINUTE: Duration = Duration::from_secs(60);

/// KIT.31
#[momento_functions_test::test]
fn a_value_lives_in_the_cache_as_long_as_it_was_given() {
    cache::set("key", "value", DAY).unwrap();
    host().clock().advance(DAY - Duration::from_millis(1));
    assert_eq!(
        cache::get::<String>("key").unwrap().as_deref(),
        Some("value")
    );
    host().clock().advance(Duration::from_millis(1));
    assert_eq!(cache::get::<String>("key").unwrap(), None);
}

/// KIT.31
#[momento_functions_test::test]
fn conditional_writes_hold_to_their_conditions() {
    use cache::SetIfCondition as If;
    use cache::SetIfHashCondition as IfHash;
    let set = |value, condition| {
        cache::set_if("key", value, MINUTE, condition)
            .unwrap()
            .is_stored()
    };
    assert!(!set("1", If::Present));
    assert!(set("1", If::Absent));
    assert!(!set("2", If::Equal("other".into())));
    assert!(set("2", If::Equal("1".into())));
    assert!(!set("3", If::PresentAndNotEqual("2".into())));
    assert!(set("3", If::NotEqual("other".into())));
    assert!(set("4", If::AbsentOrEqual("3".into())));
    let found = cache::get_with_hash::<String>("key").unwrap().unwrap();
    assert_eq!(found.value, "4");
    let hash = || found.hash.clone().into();
    let set = |condition| {
        cache::set_if_hash("key", "5", MINUTE, condition)
            .unwrap()
            .is_stored()
    };
    assert!(!set(IfHash::PresentAndNotHashEqual(hash())));
    assert!(!set(IfHash::AbsentOrNotHashEqual(hash())));
    assert!(set(IfHash::PresentAndHashEqual(hash())));
    assert!(!set(IfHash::AbsentOrHashEqual(hash())));
    cache::delete("key").unwrap();
    assert!(set(IfHash::Unconditional));
}

/// KIT.31
#[momento_functions_test::test]
fn the_cache_refuses_what_the_service_refuses() {
    let set = |size, ttl| cache::set("key", vec![0; size], ttl).map_err(|error| error.to_string());
    let item = host().cache("default").limits().item();
    assert_eq!(set(item, DAY), Ok(()));
    assert!(set(item + 1, DAY).unwrap_err().contains("a limit was met"));
    assert!(
        set(1, DAY + Duration::from_millis(1))
            .unwrap_err()
            .contains("not allowed")
    );
    let mismatch = list::list_length("key").unwrap_err().to_string();
    assert!(mismatch.contains("is a single value"), "{mismatch}");
}

/// KIT.32
#[momento_functions_test::test]
fn the_test_seeds_the_functions_cache_and_looks_into_it() {
    let own = host().cache("default");
    own.set(b"seeded", b"1", 60_000).unwrap();
    host()
        .cache("other")
        .set(b"elsewhere", b"1", 60_000)
        .unwrap();
    assert_eq!(
        cache::get::<String>("seeded").unwrap().as_deref(),
        Some("1")
    );
    assert_eq!(cache::get::<String>("elsewhere").unwrap(), None);
    cache::set("written", "2", MINUTE).unwrap();
    assert_eq!(own.get(b"written").unwrap().as_deref(), Some(&b"2"[..]));
}

fn values(name: &str) -> Vec<String> {
    let all = list::list_fetch::<String>(name, 0, list::EndIndex::Unbounded).unwrap();
    all.into_iter().flatten().map(Result::unwrap).collect()
}

/// KIT.31
#[momento_functions_test::test]
fn each_call_on_a_list_does_what_it_says() {
    let ttl = || CollectionTtl::of(MINUTE);
    assert_eq!(list::list_push_back("l", "2", ttl(), None).unwrap(), 1);
    assert_eq!(list::list_push_front("l", "1", ttl(), None).unwrap(), 2);
    list::list_concatenate_back("l", ["3", "4"], ttl(), None).unwrap();
    list::list_concatenate_front("l", ["0", "0"], ttl(), None).unwrap();
    assert_eq!(values("l"), ["0", "0", "1", "2", "3", "4"]);
    assert_eq!(
        list::list_remove("l", "0").unwrap(),
        list::RemoveResult::Found(4)
    );
    let last = list::list_pop_back::<String>("l").unwrap().into_value();
    let first = list::list_pop_front::<String>("l").unwrap().into_value();
    assert_eq!((first.as_deref(), last.as_deref()), (Some("1"), Some("4")));
    list::list_push_back("l", "5", ttl(), Some(2)).unwrap();
    assert_eq!(values("l"), ["3", "5"]);
    list::list_retain(
        "l",
        list::StartIndex::Inclusive(1),
        list::EndIndex::Unbounded,
        ttl(),
    )
    .unwrap();
    assert_eq!(
        list::list_length("l").unwrap(),
        list::LengthResult::Found(1)
    );
    list::list_erase("l", list::EraseRange::All).unwrap();
    assert_eq!(list::list_length("l").unwrap(), list::LengthResult::Missing);
}

/// KIT.31
#[momento_functions_test::test]
fn a_list_ends_at_its_time_unless_a_write_begins_it_anew() {
    let once = CollectionTtl::of(MINUTE).with_no_refresh_on_update();
    list::list_push_back("kept", "1", once, None).unwrap();
    host().clock().advance(MINUTE / 2);
    list::list_push_back("kept", "2", once, None).unwrap();
    host().clock().advance(MINUTE / 2);
    assert_eq!(values("kept"), Vec::<String>::new());
}

/// KIT.31
#[test]
fn limits_can_be_set() {
    let limits = momento_functions_test::cache::CacheLimits::default().with_item(10);
    let messages = momento_functions_test::topic::TopicLimits::default().with_message(3);
    let host = NativeHost::builder()
        .cache_limits(limits)
        .topic_limits(messages)
        .build();
    host.run(|| {
        assert!(cache::set("key", "0123456789", MINUTE).is_ok());
        assert!(cache::set("key", "0123456789a", MINUTE).is_err());
        assert!(momento_functions_topic::publish("news", "abc").is_ok());
        assert!(momento_functions_topic::publish("news", "abcd").is_err());
    });
}

/// KIT.30
#[test]
fn a_thousand_hosts_share_nothing() {
    for number in 0..1000 {
        run(|host| {
            assert_eq!(cache::get::<String>("key").unwrap(), None);
            cache::set("key", number.to_string(), MINUTE).unwrap();
            assert_eq!(host.cache("default").items(), 1);
        });
    }
}
