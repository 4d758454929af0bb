//! Waits for something to happen to files.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use notify::{ErrorKind, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};
use tokio::sync::mpsc::{self, Receiver};
use tokio::time::{Instant, sleep, timeout_at};

use crate::output::Output;

/// How long it must be quiet after an event: an editor writes a file in several steps.
const QUIET: Duration = Duration::from_millis(50);

/// How long to wait for quiet at the most.
const PATIENCE: Duration = Duration::from_millis(500);

/// How often files are looked at where nobody tells of their changes.
const POLL: Duration = Duration::from_millis(500);

/// Tells that something may have changed below some folders. What it was is for a look at the files to find.
pub(super) struct Watch {
    /// Nothing while files are looked at from time to time.
    watcher: Option<RecommendedWatcher>,
    /// What is watched, and which folder it was by that name.
    folders: BTreeMap<PathBuf, u64>,
    events: Receiver<()>,
    /// Whether a folder is not there, whose return nobody would tell of.
    incomplete: bool,
    output: Output,
}

impl Watch {
    /// Begins to watch nothing yet; with `poll`, by looking from time to time.
    pub(super) fn start(poll: bool, output: &Output) -> Self {
        let (tell, events) = mpsc::channel(1);
        let mut watch = Self {
            watcher: None,
            folders: BTreeMap::new(),
            events,
            incomplete: false,
            output: *output,
        };
        if !poll {
            // One event that waits is as good as many.
            let hear = move |event: notify::Result<Event>| {
                if event.is_ok_and(|event| !is_harmless(event.kind)) {
                    let _ = tell.try_send(());
                }
            };
            match notify::recommended_watcher(hear) {
                Ok(watcher) => watch.watcher = Some(watcher),
                Err(error) => watch.give_up(&error),
            }
        }
        watch
    }

    /// Watches these folders, each without those below it.
    pub(super) fn follow(&mut self, folders: &BTreeSet<PathBuf>, incomplete: bool) {
        self.incomplete = incomplete;
        let Some(mut watcher) = self.watcher.take() else {
            return;
        };
        let wanted: BTreeMap<PathBuf, u64> = folders
            .iter()
            .map(|folder| (folder.clone(), identity(folder)))
            .collect();
        for (folder, _) in self.folders.iter().filter(|known| !has(&wanted, *known)) {
            // It may be gone, and then it is not watched any more.
            let _ = watcher.unwatch(folder);
        }
        for (folder, _) in wanted.iter().filter(|one| !has(&self.folders, *one)) {
            match watcher.watch(folder, RecursiveMode::NonRecursive) {
                Err(error) if !is_gone(&error) => return self.give_up(&error),
                _ => {}
            }
        }
        self.folders = wanted;
        self.watcher = Some(watcher);
    }

    /// Waits until something may have changed, and it is quiet again.
    pub(super) async fn changed(&mut self) {
        if self.watcher.is_none() {
            return sleep(POLL).await;
        }
        if self.incomplete {
            let _ = tokio::time::timeout(POLL, self.events.recv()).await;
        } else {
            self.events.recv().await;
        }
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end {
            let quiet = end.min(Instant::now() + QUIET);
            if timeout_at(quiet, self.events.recv()).await.is_err() {
                return;
            }
        }
    }

    /// Goes on by looking from time to time.
    fn give_up(&mut self, error: &notify::Error) {
        self.watcher = None;
        self.folders.clear();
        let fix = fix(error);
        self.output.line(format_args!(
            "warning: the system does not tell of changes ({error}), so the files are looked at twice a second{fix}"
        ));
    }
}

fn has(folders: &BTreeMap<PathBuf, u64>, (folder, identity): (&PathBuf, &u64)) -> bool {
    folders.get(folder) == Some(identity)
}

/// Reading a file is told too, and files are read to see whether they have changed.
fn is_harmless(kind: EventKind) -> bool {
    matches!(kind, EventKind::Access(_))
}

fn is_gone(error: &notify::Error) -> bool {
    match &error.kind {
        ErrorKind::PathNotFound | ErrorKind::WatchNotFound => true,
        ErrorKind::Io(error) => error.kind() == std::io::ErrorKind::NotFound,
        _ => false,
    }
}

/// What lets the system tell of more.
fn fix(error: &notify::Error) -> &'static str {
    /// Linux says so when one's watchers are too many.
    const TOO_MANY_FILES: i32 = 24;
    match &error.kind {
        ErrorKind::MaxFilesWatch => {
            "; more folders can be watched after `sudo sysctl fs.inotify.max_user_watches=524288`"
        }
        ErrorKind::Io(error) if error.raw_os_error() == Some(TOO_MANY_FILES) => {
            "; more programs can watch after `sudo sysctl fs.inotify.max_user_instances=1024`"
        }
        _ => "",
    }
}

/// Tells a folder from another one that took its name.
#[cfg(unix)]
fn identity(folder: &Path) -> u64 {
    use std::os::unix::fs::MetadataExt as _;
    std::fs::metadata(folder).map_or(0, |metadata| metadata.ino())
}

#[cfg(not(unix))]
fn identity(_folder: &Path) -> u64 {
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// DEV.9
    #[test]
    fn a_limit_of_the_system_is_told_with_what_lifts_it() {
        assert!(fix(&notify::Error::new(ErrorKind::MaxFilesWatch)).contains("max_user_watches"));
        let full = notify::Error::io(std::io::Error::from_raw_os_error(24));
        assert!(fix(&full).contains("max_user_instances"));
    }
}
