//! The cache against a second model that is too simple to be wrong: vectors, and every value with
//! its deadline.

use super::{MINUTE, advance, get, with_clock};
use crate::cache::{Cache, CacheLimits, EndIndex, ListRange, ListTtl, StartIndex};
use crate::random::Random;
use std::collections::HashMap;

type Values = Vec<Vec<u8>>;

/// Each list with its deadline.
#[derive(Default)]
struct Naive {
    now: u64,
    lists: HashMap<u8, (Values, u64)>,
}

impl Naive {
    fn list(&mut self, name: u8) -> Option<&mut Values> {
        let now = self.now;
        self.lists
            .retain(|_, (values, deadline)| !values.is_empty() && *deadline > now);
        self.lists.get_mut(&name).map(|(values, _)| values)
    }

    fn extend(
        &mut self,
        name: u8,
        values: &Values,
        front: bool,
        ttl: ListTtl,
        size: usize,
    ) -> usize {
        self.list(name);
        let deadline = self.now + ttl.milliseconds;
        let (list, ends) = self.lists.entry(name).or_insert((vec![], deadline));
        let place = if front { 0 } else { list.len() };
        list.splice(place..place, values.iter().cloned());
        while size > 0 && list.len() > size {
            list.remove(if front { list.len() - 1 } else { 0 });
        }
        if ttl.refresh {
            *ends = deadline;
        }
        list.len()
    }

    fn keep(&mut self, name: u8, keep: impl Fn(usize, &[u8], usize) -> bool) -> Option<usize> {
        let list = self.list(name)?;
        let length = list.len();
        let kept = std::mem::take(list).into_iter().enumerate();
        *list = kept
            .filter(|(index, value)| keep(*index, value, length))
            .map(|(_, value)| value)
            .collect();
        Some(list.len())
    }
}

/// Whether the place is in the part, told by a definition of its own.
fn is_in(index: usize, start: i32, end: i32, length: usize) -> bool {
    let [index, length] = [index, length].map(|n| i32::try_from(n).unwrap());
    let from_front = |n| if n < 0 { n + length } else { n };
    from_front(start) <= index && index < from_front(end)
}

fn length(answer: Option<usize>) -> Option<u32> {
    answer.map(|length| u32::try_from(length).unwrap())
}

fn step(cache: &Cache, naive: &mut Naive, random: &mut Random) {
    let name = u8::try_from(random.below(3)).unwrap();
    let key = [name];
    let count = random.below(4);
    let values: Values = (0..count)
        .map(|_| vec![b'a' + u8::try_from(random.below(4)).unwrap()])
        .collect();
    let ttl = ListTtl {
        milliseconds: 1 + random.below(40),
        refresh: random.flip(),
    };
    let size = random.below(8);
    let (small, size) = (u32::try_from(size).unwrap(), usize::try_from(size).unwrap());
    let (low, high) = (random.between(-8, 8), random.between(-8, 8));
    let (start, end) = (StartIndex::Inclusive(low), EndIndex::Exclusive(high));
    match random.below(7) {
        0 => {
            let length = cache
                .list_concatenate_front(&key, &values, ttl, small)
                .unwrap();
            assert_eq!(
                length as usize,
                naive.extend(name, &values, true, ttl, size)
            );
        }
        1 | 2 => {
            let length = cache
                .list_concatenate_back(&key, &values, ttl, small)
                .unwrap();
            assert_eq!(
                length as usize,
                naive.extend(name, &values, false, ttl, size)
            );
        }
        3 => {
            let popped = cache.list_pop_back(&key).unwrap();
            let expected = naive.list(name).and_then(Vec::pop);
            assert_eq!(popped.map(|popped| popped.value.to_vec()), expected);
        }
        4 => {
            let range = |_| ListRange {
                begin_index: u32::try_from(random.below(8)).unwrap(),
                count: u32::try_from(random.below(4)).unwrap(),
            };
            let ranges: Vec<ListRange> = (0..count).map(range).collect();
            let erased = |index: usize| ranges.iter().any(|range| range.covers(index as u64));
            let expected = naive.keep(name, |index, _, _| !erased(index));
            assert_eq!(cache.list_erase(&key, &ranges).unwrap(), length(expected));
        }
        5 => {
            let expected = naive.keep(name, |_, value, _| value != b"a");
            assert_eq!(cache.list_remove(&key, b"a").unwrap(), length(expected));
        }
        _ => {
            let expected = naive.keep(name, |index, _, length| is_in(index, low, high, length));
            if let (Some(_), true) = (expected, ttl.refresh) {
                naive.lists.get_mut(&name).unwrap().1 = naive.now + ttl.milliseconds;
            }
            let retained = cache.list_retain(&key, start, end, ttl).unwrap();
            assert_eq!(retained, length(expected));
        }
    }
    let fetched = cache.list_fetch(&key, start, end).unwrap();
    let fetched = fetched.map(|values| values.iter().map(|value| value.to_vec()).collect());
    let part = naive.list(name).cloned().map(|list| {
        let length = list.len();
        let part = list.into_iter().enumerate();
        part.filter(|(index, _)| is_in(*index, low, high, length))
            .map(|(_, value)| value)
            .collect::<Values>()
    });
    assert_eq!(fetched, part);
}

/// CACHE.5
#[test]
fn lists_do_what_a_simpler_model_does() {
    for seed in 0..20 {
        let (cache, clock) = with_clock(CacheLimits::default());
        let (mut naive, mut random) = (Naive::default(), Random::new(seed));
        for _ in 0..500 {
            step(&cache, &mut naive, &mut random);
            let pause = random.below(4);
            advance(&clock, pause);
            naive.now += pause;
        }
    }
}

/// CACHE.1
#[test]
fn values_do_what_a_simpler_model_does() {
    let (cache, clock) = with_clock(CacheLimits::default());
    let mut naive: HashMap<u64, (String, u64)> = HashMap::new();
    let (mut random, mut now) = (Random::new(1), 0);
    for round in 0..5_000 {
        let (key, ttl) = (random.below(8), 1 + random.below(MINUTE));
        if random.flip() {
            let value = format!("value {round}");
            cache
                .set(&key.to_be_bytes(), value.as_bytes(), ttl)
                .unwrap();
            naive.insert(key, (value, now + ttl));
        }
        let pause = random.below(MINUTE / 4);
        advance(&clock, pause);
        now += pause;
        naive.retain(|_, (_, deadline)| *deadline > now);
        let expected = naive.get(&key).map(|(value, _)| value.clone());
        assert_eq!(get(&cache, &key.to_be_bytes()), expected);
        assert_eq!(cache.items(), naive.len());
    }
}
