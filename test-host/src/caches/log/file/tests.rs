use super::*;
use momento_functions_models::ManualClock;
use momento_functions_models::cache::ItemKind;
use std::fs;
use std::time::Duration;

fn open(path: &Path) -> Result<LogFile, StateError> {
    LogFile::open(path.to_owned(), Arc::new(ManualClock::default()))
}

fn put(log: &mut LogFile, key: &str, value: &str) {
    let item = JournalItem {
        kind: ItemKind::Scalar,
        values: vec![Bytes::copy_from_slice(value.as_bytes())],
        deadline: log.clock.wall() + Duration::from_secs(60),
    };
    let record = Record::encode("c", key.as_bytes(), Some(&item));
    log.append("c", key.as_bytes(), Some(&item), &record)
        .unwrap();
}

/// All items as `key=value`, in the order in which they were written.
fn found(log: &mut LogFile) -> Vec<String> {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let items = log.items("c").unwrap().into_iter();
    items
        .map(|(key, item)| format!("{}={}", text(&key), text(&item.values[0])))
        .collect()
}

/// STA.9
#[test]
fn a_byte_that_was_changed_never_drops_more_than_the_last_record() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("caches.log");
    let mut log = open(&path).unwrap();
    put(&mut log, "a", "1");
    put(&mut log, "b", "2");
    let last = fs::metadata(&path).unwrap().len() as usize;
    put(&mut log, "d", "3");
    drop(log);
    let whole = fs::read(&path).unwrap();
    for place in 0..whole.len() {
        for bit in 0..8 {
            let mut changed = whole.clone();
            changed[place] ^= 1 << bit;
            fs::write(&path, &changed).unwrap();
            match open(&path) {
                Ok(mut log) => {
                    assert!(place >= last + HEAD, "{place}");
                    assert_eq!(found(&mut log), ["a=1", "b=2"], "{place}");
                }
                Err(error) => {
                    assert_eq!(error.code(), "state_damaged");
                    assert!(error.to_string().contains("caches.log"), "{error}");
                    assert_eq!(fs::read(&path).unwrap(), changed);
                }
            }
        }
    }
}

/// STA.9
#[test]
fn a_record_that_was_not_written_to_its_end_is_dropped_wherever_it_ends() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("caches.log");
    let mut log = open(&path).unwrap();
    put(&mut log, "a", "1");
    let one = fs::metadata(&path).unwrap().len() as usize;
    put(&mut log, "b", "2");
    drop(log);
    let both = fs::read(&path).unwrap();
    for end in one..both.len() {
        for zeros in [0, 100] {
            fs::write(&path, [&both[..end], &vec![0; zeros]].concat()).unwrap();
            assert_eq!(found(&mut open(&path).unwrap()), ["a=1"], "{end} {zeros}");
            assert_eq!(fs::read(&path).unwrap(), both[..one]);
        }
    }
}

/// STA.9
#[cfg(target_os = "linux")]
#[test]
fn a_file_that_cannot_be_made_shorter_is_used_as_it_is() {
    use std::os::fd::AsRawFd as _;
    let file = tempfile::tempfile().unwrap();
    // In this folder nobody can make a file.
    let path = PathBuf::from(format!("/proc/self/fd/{}", file.as_raw_fd()));
    let mut log = open(&path).unwrap();
    put(&mut log, "a", "1");
    put(&mut log, "a", "2");
    log.full = log.length;
    assert!(log.shrink().is_err());
    put(&mut log, "b", "3");
    assert!(log.full >= log.length);
    assert_eq!(found(&mut log), ["a=2", "b=3"]);
    let length = log.length;
    drop(log);
    let mut log = open(&path).unwrap();
    assert_eq!(found(&mut log), ["a=2", "b=3"]);
    assert_eq!(log.length, length);
    put(&mut log, "d", "4");
    assert_eq!(found(&mut log), ["a=2", "b=3", "d=4"]);
}
