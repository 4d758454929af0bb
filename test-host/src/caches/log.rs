//! The caches of a host in a file: each change is appended before it is told to whoever made it.

mod file;
mod record;

use crate::error::StateError;
use crate::state::StateFolder;
use bytes::Bytes;
use file::LogFile;
use momento_functions_models::Clock;
use momento_functions_models::cache::{CacheJournal, JournalItem};
use record::Record;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

const LOG_FILE: &str = "caches.log";

/// What is written of all caches.
#[derive(Debug)]
pub(crate) struct CacheLog {
    file: Mutex<LogFile>,
    _folder: Arc<StateFolder>,
}

/// What is written of one cache.
#[derive(Debug)]
struct Journal {
    cache: String,
    log: Arc<CacheLog>,
}

impl CacheLog {
    /// Opens the file, and finds what is in it.
    pub(crate) fn open(
        folder: Arc<StateFolder>,
        clock: &Arc<dyn Clock>,
    ) -> Result<Arc<Self>, StateError> {
        let file = LogFile::open(folder.path().join(LOG_FILE), Arc::clone(clock))?;
        Ok(Arc::new(Self {
            file: Mutex::new(file),
            _folder: folder,
        }))
    }

    /// Gives what is written of a cache, in the order in which it was.
    pub(crate) fn items(&self, cache: &str) -> io::Result<Vec<(Bytes, JournalItem)>> {
        self.lock().items(cache)
    }

    /// Gives a cache what it writes its changes with.
    pub(crate) fn journal(self: &Arc<Self>, cache: &str) -> Box<dyn CacheJournal> {
        Box::new(Journal {
            cache: cache.to_owned(),
            log: Arc::clone(self),
        })
    }

    fn lock(&self) -> MutexGuard<'_, LogFile> {
        self.file.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Journal {
    fn write(&self, key: &[u8], item: Option<&JournalItem>) -> io::Result<()> {
        let record = Record::encode(&self.cache, key, item);
        let written = self.log.lock().append(&self.cache, key, item, &record);
        written.inspect_err(|error| {
            tracing::error!(cache = self.cache, %error, "a change of the cache was not kept");
        })
    }
}

impl CacheJournal for Journal {
    fn put(&self, key: &[u8], item: &JournalItem) -> io::Result<()> {
        self.write(key, Some(item))
    }

    fn remove(&self, key: &[u8]) -> io::Result<()> {
        let is_written = self.log.lock().has(&self.cache, key);
        match is_written {
            true => self.write(key, None),
            false => Ok(()),
        }
    }
}
