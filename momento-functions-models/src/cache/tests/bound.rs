use super::{KEEP, MINUTE, advance, get, is_over_limit, with_clock};
use crate::cache::entry::{ITEM_COST, LIST_VALUE_COST};
use crate::cache::{Cache, CacheLimits};
use crate::random::Random;

/// A cache for so many items of one key byte and nine value bytes.
fn cache_for(items: u64) -> (Cache, std::sync::Arc<crate::ManualClock>) {
    with_clock(CacheLimits::default().with_bytes(items * (ITEM_COST + 10)))
}

fn fill(cache: &Cache, keys: impl IntoIterator<Item = u8>) {
    for key in keys {
        cache.set(&[key], b"123456789", MINUTE).unwrap();
    }
}

fn kept(cache: &Cache, keys: impl IntoIterator<Item = u8>) -> Vec<u8> {
    let is_kept = |key: &u8| get(cache, &[*key]).is_some();
    keys.into_iter().filter(is_kept).collect()
}

/// CACHE.6
#[test]
fn what_was_not_used_for_longest_goes_first() {
    let (cache, _) = cache_for(4);
    fill(&cache, 1..=4);
    assert!(get(&cache, &[1]).is_some());
    fill(&cache, [3, 5, 6]);
    assert_eq!(kept(&cache, 1..=6), [1, 3, 5, 6]);
}

/// CACHE.6
#[test]
fn what_is_over_goes_before_what_lives() {
    let (cache, clock) = cache_for(4);
    fill(&cache, 1..=3);
    cache.set(&[4], b"123456789", 1).unwrap();
    advance(&clock, 1);
    fill(&cache, [5]);
    assert_eq!(kept(&cache, 1..=5), [1, 2, 3, 5]);
}

/// CACHE.6
#[test]
fn an_item_in_place_of_itself_evicts_nothing() {
    let (cache, _) = cache_for(4);
    fill(&cache, 1..=4);
    for key in [1, 3, 1] {
        fill(&cache, [key]);
        cache.set(&[key], b"1", MINUTE).unwrap();
    }
    assert_eq!(kept(&cache, 1..=4), [1, 2, 3, 4]);
}

/// CACHE.6
#[test]
fn an_item_as_large_as_the_cache_is_kept_and_a_larger_one_refused() {
    let (cache, _) = with_clock(CacheLimits::default().with_bytes(ITEM_COST + 10));
    fill(&cache, [1]);
    fill(&cache, [2]);
    assert_eq!(kept(&cache, [1, 2]), [2]);
    assert!(is_over_limit(cache.set(&[2], b"1234567890", MINUTE)));
    assert!(is_over_limit(cache.set(&[3], b"1234567890", MINUTE)));
    assert_eq!(kept(&cache, [2]), [2]);
}

/// CACHE.6
#[test]
fn a_list_grows_at_the_cost_of_others_and_not_beyond_the_cache() {
    let (cache, _) = cache_for(4);
    let push = || cache.list_push_back(b"l", b"", KEEP, 0);
    push().unwrap();
    fill(&cache, [1, 2]);
    let room = cache.limits().bytes() - ITEM_COST - 1;
    let most = u32::try_from(room / LIST_VALUE_COST).unwrap();
    for length in 2..=most {
        assert_eq!(push(), Ok(length));
    }
    assert!(kept(&cache, [1, 2]).is_empty());
    assert!(is_over_limit(push()));
    assert_eq!(cache.list_length(b"l"), Ok(Some(most)));
}

/// CACHE.6
#[test]
fn the_bound_holds_whatever_is_done() {
    let (cache, _) = cache_for(10);
    let mut random = Random::new(6);
    for _ in 0..20_000 {
        let key = [u8::try_from(random.below(20)).unwrap()];
        let value = vec![b'v'; usize::try_from(random.below(600)).unwrap()];
        // A call for the other kind is refused, which leaves all as it is.
        let _ = match random.below(5) {
            0 => cache.list_push_back(&key, &value, KEEP, 5).map(drop),
            1 => cache.list_pop_front(&key).map(drop),
            2 => cache.delete(&key),
            _ => cache.set(&key, &value, MINUTE),
        };
        assert!(cache.used_bytes() <= cache.limits().bytes());
    }
    assert!(cache.items() > 0);
    (0..20).for_each(|key| cache.delete(&[key]).unwrap());
    assert_eq!(cache.used_bytes(), 0);
}
