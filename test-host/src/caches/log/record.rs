//! One change of a cache as bytes: its length, its checksum (CRC-32), the checksum of these two, then what was done
//! to which key. Numbers are in little endian.

use bytes::{Buf as _, BufMut as _, Bytes};
use momento_functions_models::cache::{ItemKind, JournalItem};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// What stands before a record: its length, its checksum, and the checksum of these. Without that, a length that is
/// damaged could not be told from a record that was not written to its end.
pub(super) const HEAD: usize = 12;

const REMOVED: u8 = 0;
const SCALAR: u8 = 1;
const LIST: u8 = 2;

/// What became of a key.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Record {
    pub(super) cache: String,
    pub(super) key: Bytes,
    pub(super) item: Option<JournalItem>,
}

impl Record {
    /// Writes a record with its head.
    pub(super) fn encode(cache: &str, key: &[u8], item: Option<&JournalItem>) -> Vec<u8> {
        let mut bytes = vec![0; HEAD];
        bytes.put_u8(item.map_or(REMOVED, |item| match item.kind {
            ItemKind::Scalar => SCALAR,
            ItemKind::List => LIST,
        }));
        put(&mut bytes, cache.as_bytes());
        put(&mut bytes, key);
        if let Some(item) = item {
            bytes.put_u64_le(milliseconds(item.deadline));
            bytes.put_u32_le(length(item.values.len()));
            item.values.iter().for_each(|value| put(&mut bytes, value));
        }
        let body = bytes.get(HEAD..).unwrap_or_default();
        let mut head = Vec::with_capacity(HEAD);
        head.put_u32_le(length(body.len()));
        head.put_u32_le(crc32fast::hash(body));
        head.put_u32_le(crc32fast::hash(&head));
        bytes.iter_mut().zip(head).for_each(|(to, from)| *to = from);
        bytes
    }

    /// Reads a record without its head; none where it is not one.
    pub(super) fn decode(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes;
        let kind = match rest.try_get_u8().ok()? {
            REMOVED => None,
            SCALAR => Some(ItemKind::Scalar),
            LIST => Some(ItemKind::List),
            _ => return None,
        };
        let cache = String::from_utf8(take(&mut rest)?.into()).ok()?;
        let key = take(&mut rest)?;
        let item = match kind {
            Some(kind) => Some(item(kind, &mut rest)?),
            None => None,
        };
        rest.is_empty().then_some(Self { cache, key, item })
    }
}

/// Reads a head: how many bytes follow, and their checksum; none where it is not as it was written.
pub(super) fn head(head: &[u8; HEAD]) -> Option<(u64, u32)> {
    let (mut front, own) = head.split_last_chunk()?;
    let is_whole = crc32fast::hash(front) == u32::from_le_bytes(*own);
    is_whole.then(|| (front.get_u32_le().into(), front.get_u32_le()))
}

fn item(kind: ItemKind, rest: &mut &[u8]) -> Option<JournalItem> {
    let deadline = Duration::from_millis(rest.try_get_u64_le().ok()?);
    let deadline = UNIX_EPOCH.checked_add(deadline)?;
    let count = rest.try_get_u32_le().ok()?;
    let values = (0..count).map(|_| take(rest)).collect::<Option<_>>()?;
    Some(JournalItem {
        kind,
        values,
        deadline,
    })
}

fn put(bytes: &mut Vec<u8>, part: &[u8]) {
    bytes.put_u32_le(length(part.len()));
    bytes.put_slice(part);
}

/// Takes a copy: a value must not hold on to the record that it was a part of.
fn take(rest: &mut &[u8]) -> Option<Bytes> {
    let size = usize::try_from(rest.try_get_u32_le().ok()?).ok()?;
    let (part, after) = rest.split_at_checked(size)?;
    *rest = after;
    Some(Bytes::copy_from_slice(part))
}

/// What a cache keeps is far smaller.
fn length(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

fn milliseconds(time: SystemTime) -> u64 {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(kind: ItemKind, values: &[&'static [u8]]) -> JournalItem {
        JournalItem {
            kind,
            values: values
                .iter()
                .map(|value| Bytes::from_static(value))
                .collect(),
            deadline: UNIX_EPOCH + Duration::from_millis(1_700_000_000_123),
        }
    }

    /// STA.9
    #[test]
    fn what_is_written_is_read_and_nothing_less() {
        for item in [
            None,
            Some(item(ItemKind::Scalar, &[b"value"])),
            Some(item(ItemKind::Scalar, &[b""])),
            Some(item(ItemKind::List, &[b"a", b"", b"c"])),
        ] {
            let bytes = Record::encode("cache", b"\0key", item.as_ref());
            let (front, body) = bytes.split_first_chunk::<HEAD>().unwrap();
            let (size, checksum) = head(front).unwrap();
            assert_eq!((size, checksum), (body.len() as u64, crc32fast::hash(body)));
            let record = Record::decode(body).unwrap();
            assert_eq!((&*record.cache, &*record.key), ("cache", &b"\0key"[..]));
            assert_eq!(record.item, item);
            for place in 0..HEAD {
                let mut changed = *front;
                changed[place] ^= 1;
                assert_eq!(head(&changed), None, "{place}");
            }
            for short in 0..body.len() {
                assert_eq!(Record::decode(&body[..short]), None, "{short}");
            }
            assert_eq!(Record::decode(&[body, b"x"].concat()), None);
        }
        assert_eq!(Record::decode(&[9, 0, 0, 0, 0, 0, 0, 0, 0]), None);
    }
}
