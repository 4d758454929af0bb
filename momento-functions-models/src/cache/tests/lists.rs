use super::{
    KEEP, MINUTE, cache, fetch, is_invalid, is_over_limit, is_wrong_kind, values, with_clock,
};
use crate::cache::{Cache, CacheLimits, EndIndex, ListRange, ListTtl, StartIndex};
use std::time::{Duration, Instant};

const ALL: (StartIndex, EndIndex) = (StartIndex::Unbounded, EndIndex::Unbounded);

fn list_of(letters: &str) -> Cache {
    let cache = cache();
    let letters: Vec<[u8; 1]> = letters.bytes().map(|letter| [letter]).collect();
    cache
        .list_concatenate_back(b"l", &letters, KEEP, 0)
        .unwrap();
    cache
}

fn joined(cache: &Cache) -> String {
    values(cache, b"l").concat()
}

/// CACHE.5
#[test]
fn pushes_and_concatenations_keep_the_order_given() {
    let cache = list_of("c");
    assert_eq!(cache.list_push_front(b"l", b"b", KEEP, 0), Ok(2));
    assert_eq!(cache.list_push_back(b"l", b"d", KEEP, 0), Ok(3));
    let front = cache.list_concatenate_front(b"l", &[b"y", b"z"], KEEP, 0);
    assert_eq!(front, Ok(5));
    let back = cache.list_concatenate_back(b"l", &[b"e", b"f"], KEEP, 0);
    assert_eq!(back, Ok(7));
    assert_eq!(joined(&cache), "yzbcdef");
}

/// CACHE.5
#[test]
fn a_truncation_is_at_the_other_end_and_zero_is_none() {
    for (size, expected) in [
        (0, "xyabc"),
        (6, "xyabc"),
        (5, "xyabc"),
        (4, "xyab"),
        (1, "x"),
    ] {
        let cache = list_of("abc");
        let length = cache.list_concatenate_front(b"l", &[b"x", b"y"], KEEP, size);
        assert_eq!(length, Ok(u32::try_from(expected.len()).unwrap()));
        assert_eq!(joined(&cache), expected);
    }
    for (size, expected) in [(0, "abcxy"), (5, "abcxy"), (4, "bcxy"), (1, "y")] {
        let cache = list_of("abc");
        cache
            .list_concatenate_back(b"l", &[b"x", b"y"], KEEP, size)
            .unwrap();
        assert_eq!(joined(&cache), expected);
    }
}

/// CACHE.5
#[test]
fn pops_give_the_length_that_is_left_and_an_empty_list_is_gone() {
    let cache = list_of("abc");
    let pop = |popped: Option<crate::cache::Popped>| {
        popped.map(|popped| (popped.value.to_vec(), popped.list_length))
    };
    let front = || pop(cache.list_pop_front(b"l").unwrap());
    let back = || pop(cache.list_pop_back(b"l").unwrap());
    assert_eq!(front(), Some((b"a".to_vec(), 2)));
    assert_eq!(back(), Some((b"c".to_vec(), 1)));
    assert_eq!(front(), Some((b"b".to_vec(), 0)));
    assert_eq!((front(), back()), (None, None));
    assert_eq!(cache.list_length(b"l"), Ok(None));
    assert_eq!(cache.used_bytes(), 0);
}

/// CACHE.5
#[test]
fn erased_ranges_are_counted_in_the_list_as_it_was() {
    let table: [(&[(u32, u32)], &str); 6] = [
        (&[], "abcdef"),
        (&[(0, 1), (2, 1)], "bdef"),
        (&[(4, 9), (1, 2)], "ad"),
        (&[(0, 5), (1, 1), (2, 2)], "f"),
        (&[(3, 0), (6, 1), (u32::MAX, u32::MAX)], "abcdef"),
        (&[(1, 1), (1, 1), (0, 2)], "cdef"),
    ];
    for (ranges, expected) in table {
        let cache = list_of("abcdef");
        let ranges: Vec<ListRange> = ranges
            .iter()
            .map(|&(begin_index, count)| ListRange { begin_index, count })
            .collect();
        let length = u32::try_from(expected.len()).unwrap();
        assert_eq!(cache.list_erase(b"l", &ranges), Ok(Some(length)));
        assert_eq!(joined(&cache), expected);
    }
}

type Way = fn(&Cache, ListRange, EndIndex) -> Option<u32>;

/// CACHE.5
#[test]
fn whatever_empties_a_list_removes_it() {
    let everything = ListRange {
        begin_index: 0,
        count: u32::MAX,
    };
    let none = EndIndex::Exclusive(0);
    let ways: [Way; 4] = [
        |cache, _, _| cache.list_erase_all(b"l").unwrap(),
        |cache, range, _| cache.list_erase(b"l", &[range]).unwrap(),
        |cache, _, _| cache.list_remove(b"l", b"a").unwrap(),
        |cache, _, end| cache.list_retain(b"l", ALL.0, end, KEEP).unwrap(),
    ];
    for empty in ways {
        let cache = list_of("aa");
        assert_eq!(empty(&cache, everything, none), Some(0));
        assert_eq!(empty(&cache, everything, none), None);
        assert_eq!((cache.items(), cache.used_bytes()), (0, 0));
    }
}

/// CACHE.5
#[test]
fn a_removal_takes_every_equal_value() {
    let cache = list_of("abcab");
    assert_eq!(cache.list_remove(b"l", b"b"), Ok(Some(3)));
    assert_eq!(cache.list_remove(b"l", b"z"), Ok(Some(3)));
    assert_eq!(joined(&cache), "aca");
}

/// CACHE.5
#[test]
fn a_part_may_be_counted_from_the_back() {
    let cache = list_of("abcde");
    let part = |start, end| {
        let (start, end) = (StartIndex::Inclusive(start), EndIndex::Exclusive(end));
        fetch(&cache, b"l", start, end).concat()
    };
    assert_eq!(part(1, 3), "bc");
    assert_eq!(part(-2, 5), "de");
    assert_eq!(part(0, -1), "abcd");
    assert_eq!(part(3, 2), "");
    assert_eq!(cache.list_fetch(b"none", ALL.0, ALL.1), Ok(None));

    let retained = cache.list_retain(
        b"l",
        StartIndex::Inclusive(-3),
        EndIndex::Exclusive(-1),
        KEEP,
    );
    assert_eq!(retained, Ok(Some(2)));
    assert_eq!(joined(&cache), "cd");
}

/// CACHE.5
#[test]
fn no_values_make_no_list() {
    let cache = cache();
    let none: [&[u8]; 0] = [];
    assert_eq!(cache.list_concatenate_back(b"l", &none, KEEP, 0), Ok(0));
    assert_eq!((cache.items(), cache.used_bytes()), (0, 0));
}

/// CACHE.1, CACHE.2
#[test]
fn lists_have_the_limits_of_items() {
    let (cache, _) = with_clock(CacheLimits::default().with_list_value(2));
    let push = |value, milliseconds| {
        let refresh = false;
        let ttl = ListTtl {
            milliseconds,
            refresh,
        };
        cache.list_push_back(b"l", value, ttl, 0)
    };
    assert!(is_invalid(push(b"v", 0)));
    assert!(is_invalid(push(b"v", 24 * 60 * MINUTE + 1)));
    assert!(is_over_limit(push(b"abc", MINUTE)));
    let mixed: [&[u8]; 2] = [b"ab", b"abc"];
    assert!(is_over_limit(
        cache.list_concatenate_front(b"l", &mixed, KEEP, 0)
    ));
    assert_eq!(cache.list_length(b"l"), Ok(None));
    assert_eq!(push(b"ab", 24 * 60 * MINUTE), Ok(1));
    let zero = ListTtl {
        milliseconds: 0,
        refresh: false,
    };
    assert!(is_invalid(cache.list_retain(b"l", ALL.0, ALL.1, zero)));
}

/// CACHE.5
#[test]
fn a_list_is_not_asked_of_a_single_value() {
    let cache = cache();
    cache.set(b"l", b"v", MINUTE).unwrap();
    assert!(is_wrong_kind(cache.list_push_back(b"l", b"v", KEEP, 0)));
    assert!(is_wrong_kind(cache.list_concatenate_front(
        b"l",
        &[b"v"],
        KEEP,
        0
    )));
    assert!(is_wrong_kind(cache.list_pop_front(b"l")));
    assert!(is_wrong_kind(cache.list_erase(b"l", &[])));
    assert!(is_wrong_kind(cache.list_remove(b"l", b"v")));
    assert!(is_wrong_kind(cache.list_fetch(b"l", ALL.0, ALL.1)));
    assert!(is_wrong_kind(cache.list_length(b"l")));
    assert!(is_wrong_kind(cache.list_retain(b"l", ALL.0, ALL.1, KEEP)));
    assert_eq!(cache.get(b"l").unwrap().as_deref(), Some(&b"v"[..]));
}

/// CACHE.5
#[test]
fn a_hundred_thousand_values_stay_quick() {
    const MANY: u32 = 100_000;
    let cache = cache();
    let start = Instant::now();
    for value in 0..MANY {
        let bytes = value.to_be_bytes();
        cache.list_push_front(b"l", &bytes, KEEP, 0).unwrap();
    }
    // Each push onto the full list, and each of the ranges, would be a walk through the list if
    // either were not done in one step.
    for value in 0..MANY {
        let bytes = value.to_be_bytes();
        cache.list_push_back(b"l", &bytes, KEEP, MANY).unwrap();
    }
    let odd = |place| ListRange {
        begin_index: 2 * place + 1,
        count: 1,
    };
    let ranges: Vec<ListRange> = (0..MANY / 2).map(odd).collect();
    assert_eq!(cache.list_erase(b"l", &ranges), Ok(Some(MANY / 2)));
    let last = cache.list_pop_back(b"l").unwrap().unwrap();
    assert_eq!(last.value.as_ref(), (MANY - 2).to_be_bytes());
    assert!(start.elapsed() < Duration::from_secs(20));
}
