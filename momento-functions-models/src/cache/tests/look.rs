use super::{KEEP, MINUTE, advance, cache, with_clock};
use crate::cache::entry::ITEM_COST;
use crate::cache::{Cache, CacheLimits, ItemKind};
use std::time::Duration;

fn keys(cache: &Cache, prefix: &[u8], after: Option<&[u8]>, most: usize) -> Vec<String> {
    let found = cache.browse(prefix, after, most);
    found.iter().map(|item| super::text(&item.key)).collect()
}

/// CON.5
#[test]
fn keys_come_in_their_order_page_by_page() {
    let cache = cache();
    for number in (0..100).rev() {
        let key = format!("user:{number:02}");
        cache.set(key.as_bytes(), b"x", MINUTE).unwrap();
    }
    cache.set(b"other", b"x", MINUTE).unwrap();
    let mut all = Vec::new();
    while let page @ [_, ..] = &*keys(&cache, b"user:", all.last().map(String::as_bytes), 7) {
        assert!(page.len() <= 7);
        all.extend_from_slice(page);
    }
    let expected: Vec<String> = (0..100).map(|number| format!("user:{number:02}")).collect();
    assert_eq!(all, expected);
    assert_eq!(keys(&cache, b"", None, 1), ["other"]);
    assert!(keys(&cache, b"", None, 0).is_empty());
}

/// CON.5
#[test]
fn an_item_is_told_with_its_kind_its_size_and_the_time_it_has_left() {
    let (cache, clock) = with_clock(CacheLimits::default());
    cache.set(b"word", b"otter", MINUTE).unwrap();
    for value in [b"a", b"b", b"c"] {
        cache.list_push_back(b"list", value, KEEP, 0).unwrap();
    }
    advance(&clock, 1000);
    let found = cache.browse(b"", None, 10);
    let told: Vec<_> = found.iter().map(|item| (item.kind, item.size)).collect();
    assert_eq!(told, [(ItemKind::List, 3), (ItemKind::Scalar, 5)]);
    let left = Duration::from_secs(59);
    assert!(found.iter().all(|item| item.ttl == left));
    let (word, value) = cache.look(b"word", 0, 10).unwrap();
    assert_eq!((word, value), (found[1].clone(), vec!["otter".into()]));
    let (list, values) = cache.look(b"list", 1, 1).unwrap();
    assert_eq!((list, values), (found[0].clone(), vec!["b".into()]));
    let (_, rest) = cache.look(b"list", 2, u32::MAX).unwrap();
    assert_eq!(rest, ["c"]);
    advance(&clock, 59_000);
    assert_eq!(cache.look(b"word", 0, 10), None);
    assert!(cache.browse(b"", None, 10).is_empty());
}

/// CON.5
#[test]
fn who_looks_keeps_nothing_from_being_evicted() {
    let (cache, _) = with_clock(CacheLimits::default().with_bytes(2 * (ITEM_COST + 2)));
    cache.set(b"a", b"1", MINUTE).unwrap();
    cache.set(b"b", b"2", MINUTE).unwrap();
    assert_eq!(cache.browse(b"a", None, 1).len(), 1);
    assert!(cache.look(b"a", 0, 1).is_some());
    cache.set(b"c", b"3", MINUTE).unwrap();
    assert_eq!(keys(&cache, b"", None, 9), ["b", "c"]);
}
