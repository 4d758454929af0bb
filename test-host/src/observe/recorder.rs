use super::observer::Observed;
use super::record::Recorded;
use crate::invocation::Context;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

/// How many records wait to be written, each of as much as is kept of an invocation. With a disk that is
/// slower than the functions, the rest is lost.
const WAITING: usize = 64;

/// Writes the invocations of a host to a folder, if it was asked to.
#[derive(Debug, Default)]
pub(crate) struct Recorder {
    /// Looked at by every invocation: a lock would be waited for.
    on: AtomicBool,
    writer: Mutex<Option<Writer>>,
}

/// A thread that writes files, until all who give it some are gone.
#[derive(Debug)]
struct Writer {
    records: SyncSender<Observed>,
    thread: JoinHandle<()>,
}

impl Recorder {
    /// Records from now on.
    pub(crate) fn begin(&self, folder: &Path) -> io::Result<()> {
        std::fs::create_dir_all(folder)?;
        let writer = Writer::start(folder.to_owned())?;
        let replaced = self.writer().replace(writer);
        self.on.store(true, Ordering::Release);
        replaced.map_or(Ok(()), Writer::finish)
    }

    pub(crate) fn is_on(&self) -> bool {
        self.on.load(Ordering::Acquire)
    }

    /// Writes an invocation that has ended. The answer may be on its way while the file is written.
    pub(crate) fn write(&self, context: &Context) {
        if !self.is_on() {
            return;
        }
        let observer = context.observer().filter(|it| !it.is_replay());
        let Some(observer) = observer.filter(|it| it.has_exchange()) else {
            return;
        };
        let job = Observed::new(observer, Recorded::of(context));
        let lost = match &*self.writer() {
            Some(writer) => writer.records.try_send(job).is_err(),
            None => true,
        };
        if lost {
            let id = context.invocation_id();
            tracing::error!(id, "an invocation is not recorded: the disk is too slow");
        }
    }

    fn writer(&self) -> MutexGuard<'_, Option<Writer>> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What was given to be written is written before the host is gone.
impl Drop for Recorder {
    fn drop(&mut self) {
        let writer = self.writer().take();
        if let Some(Err(error)) = writer.map(Writer::finish) {
            tracing::error!(%error, "invocations are not recorded");
        }
    }
}

impl Writer {
    fn start(folder: PathBuf) -> io::Result<Self> {
        let (records, received) = sync_channel(WAITING);
        let thread = thread::Builder::new()
            .name("momento-record".to_owned())
            .spawn(move || write_all(&folder, &received))?;
        Ok(Self { records, thread })
    }

    /// Waits until all is written.
    fn finish(self) -> io::Result<()> {
        drop(self.records);
        let ended = self.thread.join();
        ended.map_err(|_| io::Error::other("the thread that writes records has panicked"))
    }
}

fn write_all(folder: &Path, records: &Receiver<Observed>) {
    for observed in records {
        let file = folder.join(observed.file_name());
        let written = match observed.record() {
            Some(record) => record.write(&file),
            None => Ok(()),
        };
        if let Err(error) = written {
            tracing::error!(file = %file.display(), %error, "an invocation is not recorded");
        }
    }
}
