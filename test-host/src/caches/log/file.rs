use super::record::{HEAD, Record, head};
use crate::error::StateError;
use crate::state::{private, unfinished};
use bytes::Bytes;
use momento_functions_models::Clock;
use momento_functions_models::cache::JournalItem;
use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

/// How long the file grows before it is looked at what of it is still needed.
const SLACK: u64 = 32 << 20;

/// Where the last record of a key is, and until when it is needed.
#[derive(Debug, Clone, Copy)]
struct Place {
    offset: u64,
    size: u64,
    deadline: SystemTime,
}

type Places = HashMap<String, HashMap<Bytes, Place>>;

/// A file of changes, and where in it the items are that there are.
#[derive(Debug)]
pub(super) struct LogFile {
    path: PathBuf,
    clock: Arc<dyn Clock>,
    file: File,
    length: u64,
    /// At which length it is written anew.
    full: u64,
    places: Places,
}

impl LogFile {
    pub(super) fn open(path: PathBuf, clock: Arc<dyn Clock>) -> Result<Self, StateError> {
        let cannot = |what| StateError::io(what, &path);
        let file = private().open(&path).map_err(cannot("cannot open"))?;
        let (places, length) = scan(&file, &path)?;
        // The end of a change that was not told to anyone.
        file.set_len(length).map_err(cannot("cannot write"))?;
        let full = 2 * length + SLACK;
        let mut log = Self {
            clock,
            file,
            length,
            full,
            places,
            path,
        };
        log.forget_old();
        if log.needed() < log.length {
            log.try_shrink();
        }
        Ok(log)
    }

    pub(super) fn has(&self, cache: &str, key: &[u8]) -> bool {
        self.places
            .get(cache)
            .is_some_and(|keys| keys.contains_key(key))
    }

    /// Appends a record: all of it, or nothing.
    pub(super) fn append(
        &mut self,
        cache: &str,
        key: &[u8],
        item: Option<&JournalItem>,
        record: &[u8],
    ) -> io::Result<()> {
        if self.length + record.len() as u64 > self.full {
            self.try_shrink();
        }
        let size = record.len() as u64;
        self.file.seek(SeekFrom::Start(self.length))?;
        if let Err(error) = self.file.write_all(record) {
            // What comes next must not stand after half a record.
            self.file.set_len(self.length)?;
            return Err(error);
        }
        let place = item.map(|item| Place {
            offset: self.length,
            size,
            deadline: item.deadline,
        });
        self.length += size;
        put(&mut self.places, cache, key, place);
        Ok(())
    }

    /// Reads what there is of a cache, in the order in which it was written.
    pub(super) fn items(&mut self, cache: &str) -> io::Result<Vec<(Bytes, JournalItem)>> {
        let mut places: Vec<Place> = match self.places.get(cache) {
            Some(keys) => keys.values().copied().collect(),
            None => return Ok(Vec::new()),
        };
        places.sort_by_key(|place| place.offset);
        let mut items = Vec::with_capacity(places.len());
        for place in places {
            let record = self.read(place)?;
            let body = record.get(HEAD..).unwrap_or_default();
            let record = Record::decode(body).ok_or(io::ErrorKind::InvalidData)?;
            items.extend(record.item.map(|item| (record.key, item)));
        }
        Ok(items)
    }

    fn read(&mut self, place: Place) -> io::Result<Vec<u8>> {
        let mut record = Vec::new();
        self.file.seek(SeekFrom::Start(place.offset))?;
        (&self.file).take(place.size).read_to_end(&mut record)?;
        Ok(record)
    }

    /// Forgets where the items are whose time is over.
    fn forget_old(&mut self) {
        let now = self.clock.wall();
        for keys in self.places.values_mut() {
            keys.retain(|_, place| place.deadline > now);
        }
        self.places.retain(|_, keys| !keys.is_empty());
    }

    /// How many bytes of the file are still needed.
    fn needed(&self) -> u64 {
        let places = self.places.values().flat_map(HashMap::values);
        places.map(|place| place.size).sum()
    }

    /// Writes the file anew. Where there is no room for that, the one that there is stays: it is only too long.
    fn try_shrink(&mut self) {
        self.forget_old();
        if let Err(error) = self.shrink() {
            self.full = self.length + SLACK;
            tracing::warn!(path = %self.path.display(), %error, "the file of caches could not be made shorter");
        }
    }

    /// Writes the file anew, with what is still needed of it.
    fn shrink(&mut self) -> io::Result<()> {
        let folder = self.path.parent().unwrap_or(Path::new("."));
        let mut out = BufWriter::new(unfinished(folder)?);
        let (mut places, mut length) = (self.places.clone(), 0);
        let mut moved: Vec<&mut Place> =
            places.values_mut().flat_map(HashMap::values_mut).collect();
        moved.sort_by_key(|place| place.offset);
        for place in moved {
            out.write_all(&self.read(*place)?)?;
            place.offset = length;
            length += place.size;
        }
        let new = out.into_inner().map_err(io::IntoInnerError::into_error)?;
        new.as_file().sync_all()?;
        self.file = new.persist(&self.path).map_err(|error| error.error)?;
        self.places = places;
        self.length = length;
        self.full = 2 * length + SLACK;
        Ok(())
    }
}

/// Finds the last record of each key, and where the whole records end.
fn scan(file: &File, path: &Path) -> Result<(Places, u64), StateError> {
    let cannot = |error| StateError::io("cannot read", path)(error);
    let end = file.metadata().map_err(cannot)?.len();
    let mut reader = BufReader::with_capacity(1 << 20, file);
    let (mut places, mut offset) = (Places::new(), 0);
    while let Some((record, size)) = next(&mut reader, end - offset).map_err(cannot)? {
        let Some(Record { cache, key, item }) = record else {
            if offset + size == end || is_zero(&mut reader).map_err(cannot)? {
                // The machine lost its power before the end was on the disk.
                break;
            }
            return Err(StateError::Damaged {
                file: path.to_owned(),
                reason: format!(
                    "what begins at byte {offset} has not the checksum that it should have"
                ),
            });
        };
        let place = item.map(|item| Place {
            offset,
            size,
            deadline: item.deadline,
        });
        put(&mut places, &cache, &key, place);
        offset += size;
    }
    Ok((places, offset))
}

/// Reads the next record, and tells its size with its head; none where only a part of one is left. Of a head that
/// is not as it was written, nothing is known but its own size.
fn next(reader: &mut impl io::Read, left: u64) -> io::Result<Option<(Option<Record>, u64)>> {
    let Some(room) = left.checked_sub(HEAD as u64) else {
        return Ok(None);
    };
    let mut front = [0; HEAD];
    reader.read_exact(&mut front)?;
    let Some((size, checksum)) = head(&front) else {
        return Ok(Some((None, HEAD as u64)));
    };
    if size > room {
        return Ok(None);
    }
    let mut body = Vec::new();
    reader.take(size).read_to_end(&mut body)?;
    let is_whole = crc32fast::hash(&body) == checksum;
    let record = is_whole.then(|| Record::decode(&body)).flatten();
    Ok(Some((record, size + HEAD as u64)))
}

/// Tells whether nothing but zeros is left.
fn is_zero(reader: &mut impl io::Read) -> io::Result<bool> {
    let mut piece = [0; 4096];
    loop {
        match reader.read(&mut piece)? {
            0 => return Ok(true),
            size if piece.iter().take(size).any(|byte| *byte != 0) => return Ok(false),
            _ => {}
        }
    }
}

fn put(places: &mut Places, cache: &str, key: &[u8], place: Option<Place>) {
    let Some(place) = place else {
        if let Some(keys) = places.get_mut(cache) {
            keys.remove(key);
        }
        return;
    };
    if !places.contains_key(cache) {
        places.insert(cache.to_owned(), HashMap::new());
    }
    if let Some(keys) = places.get_mut(cache) {
        keys.insert(Bytes::copy_from_slice(key), place);
    }
}

#[cfg(test)]
mod tests;
