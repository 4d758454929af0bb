use super::{KEEP, MINUTE, REFRESH, advance, get, values, with_clock};
use crate::cache::{Cache, CacheJournal, CacheLimits, EndIndex, JournalItem, SetIf, StartIndex};
use crate::{ManualClock, ServiceError};
use std::fmt::Debug;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Counts what it is told, and fails if it shall.
#[derive(Debug, Default)]
struct Notes {
    count: AtomicUsize,
    fails: AtomicBool,
}

#[derive(Debug)]
struct Noting(Arc<Notes>);

impl Noting {
    fn note(&self) -> io::Result<()> {
        self.0.count.fetch_add(1, Ordering::Relaxed);
        match self.0.fails.load(Ordering::Relaxed) {
            true => Err(io::ErrorKind::StorageFull.into()),
            false => Ok(()),
        }
    }
}

impl CacheJournal for Noting {
    fn put(&self, _: &[u8], _: &JournalItem) -> io::Result<()> {
        self.note()
    }

    fn remove(&self, _: &[u8]) -> io::Result<()> {
        self.note()
    }
}

fn noting() -> (Cache, Arc<ManualClock>, Arc<Notes>) {
    let notes = Arc::new(Notes::default());
    let (cache, clock) = with_clock(CacheLimits::default());
    let journal = Box::new(Noting(Arc::clone(&notes)));
    (cache.with_journal(journal), clock, notes)
}

fn is_internal<T: Debug>(result: Result<T, ServiceError>) -> bool {
    matches!(result, Err(ServiceError::InternalError))
}

/// STA.9
#[test]
fn a_change_that_is_not_noted_is_not_made() {
    let (cache, clock, notes) = noting();
    cache.set(b"value", b"old", MINUTE).unwrap();
    cache
        .list_concatenate_back(b"list", &[b"a", b"b"], KEEP, 0)
        .unwrap();
    let used = cache.used_bytes();
    notes.fails.store(true, Ordering::Relaxed);
    advance(&clock, MINUTE - 1);
    assert!(is_internal(cache.set(b"value", b"newer", MINUTE)));
    assert!(is_internal(cache.set(b"value", b"", MINUTE)));
    assert!(is_internal(cache.set(b"list", b"no list", MINUTE)));
    assert!(is_internal(cache.set(b"new", b"1", MINUTE)));
    assert!(is_internal(cache.delete(b"value")));
    assert!(is_internal(
        cache.list_push_front(b"list", b"c", REFRESH, 1)
    ));
    assert!(is_internal(cache.list_push_front(b"other", b"c", KEEP, 0)));
    assert!(is_internal(cache.list_pop_back(b"list")));
    assert!(is_internal(cache.list_erase_all(b"list")));
    assert_eq!(get(&cache, b"value").as_deref(), Some("old"));
    assert_eq!(values(&cache, b"list"), ["a", "b"]);
    assert_eq!((cache.items(), cache.used_bytes()), (2, used));
    advance(&clock, 1);
    assert_eq!((cache.items(), cache.used_bytes()), (0, 0));
}

/// STA.9
#[test]
fn what_a_call_left_as_it_was_is_not_noted() {
    let (cache, clock, notes) = noting();
    let noted = || notes.count.swap(0, Ordering::Relaxed);
    let all = (StartIndex::Unbounded, EndIndex::Unbounded);
    let values: [&[u8]; 3] = [b"a", b"b", b"a"];
    cache.set(b"value", b"1", MINUTE).unwrap();
    cache
        .list_concatenate_back(b"list", &values, KEEP, 0)
        .unwrap();
    assert_eq!(noted(), 2);
    cache.list_remove(b"list", b"z").unwrap();
    cache.list_erase(b"list", &[]).unwrap();
    cache.list_retain(b"list", all.0, all.1, KEEP).unwrap();
    let nothing: [&[u8]; 0] = [];
    cache
        .list_concatenate_back(b"list", &nothing, KEEP, 0)
        .unwrap();
    let absent = SetIf::Absent;
    assert!(!cache.set_if(b"value", b"2", MINUTE, absent).unwrap());
    assert_eq!(noted(), 0);
    // A list as long as it was, one that lives longer, and a value that is written again.
    cache.list_push_back(b"list", b"c", KEEP, 3).unwrap();
    advance(&clock, 1);
    cache.list_retain(b"list", all.0, all.1, REFRESH).unwrap();
    cache.set(b"value", b"1", MINUTE).unwrap();
    assert_eq!(noted(), 3);
}
