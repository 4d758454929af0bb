use crate::code_cache::make_private;
use crate::error::StateError;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// The format of the folder's files; a newer one is not for this version to read.
const FORMAT: u64 = 1;

const FORMAT_FILE: &str = "format";
const LOCK_FILE: &str = "lock";

/// What the names of files begin with that were not written to their ends.
const UNFINISHED: &str = ".tmp";

/// How much of a small file is read.
const SMALL: u64 = 64;

/// A folder of state, which this process has for itself as long as this lives.
#[derive(Debug)]
pub(crate) struct StateFolder {
    path: PathBuf,
    /// The operating system unlocks it when it is closed, however the process ends.
    lock: File,
}

/// A program that is being started has the lock's file too, until it runs: closing the file here would leave the
/// folder locked for that long.
impl Drop for StateFolder {
    fn drop(&mut self) {
        // What cannot be unlocked is so when the last program has closed it.
        let _ = self.lock.unlock();
    }
}

impl StateFolder {
    /// Opens a folder, and makes it if it is not there, for the user alone.
    pub(crate) fn open(path: &Path) -> Result<Self, StateError> {
        make_private(path).map_err(StateError::io("cannot use", path))?;
        let lock = lock(path)?;
        let folder = Self {
            path: path.to_owned(),
            lock,
        };
        folder.check_format()?;
        let cannot = StateError::io("cannot tidy up", path);
        folder.tidy().map_err(cannot)?;
        Ok(folder)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// STA.4
    fn check_format(&self) -> Result<(), StateError> {
        let file = self.path.join(FORMAT_FILE);
        let text = match read_small(&file) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return self.begin(&file),
            Err(error) => return Err(StateError::io("cannot read", file)(error)),
        };
        match text.trim().parse() {
            Ok(FORMAT) => Ok(()),
            Ok(format) if format > FORMAT => Err(StateError::Newer {
                folder: self.path.clone(),
                format,
                known: FORMAT,
            }),
            _ => Err(StateError::Damaged {
                file,
                reason: "it has the number of the folder's format, and nothing else".to_owned(),
            }),
        }
    }

    /// Makes an empty folder one of state, and no other.
    fn begin(&self, file: &Path) -> Result<(), StateError> {
        let cannot = StateError::io("cannot read", &self.path);
        if !self.is_empty().map_err(cannot)? {
            return Err(StateError::NotEmpty {
                folder: self.path.clone(),
            });
        }
        write_whole(file, format!("{FORMAT}\n").as_bytes())
            .map_err(StateError::io("cannot write", file))
    }

    fn is_empty(&self) -> io::Result<bool> {
        for entry in fs::read_dir(&self.path)? {
            let entry = entry?;
            if entry.file_name() != LOCK_FILE && !is_unfinished(&entry)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Removes what a process that was killed did not write to its end.
    fn tidy(&self) -> io::Result<()> {
        for entry in fs::read_dir(&self.path)? {
            let entry = entry?;
            if is_unfinished(&entry)? {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }
}

fn is_unfinished(entry: &fs::DirEntry) -> io::Result<bool> {
    let name = entry.file_name();
    Ok(name.to_string_lossy().starts_with(UNFINISHED) && entry.file_type()?.is_file())
}

/// STA.3: takes the folder for this process, and leaves its id for others.
fn lock(folder: &Path) -> Result<File, StateError> {
    let path = folder.join(LOCK_FILE);
    let cannot = |what| StateError::io(what, &path);
    let mut file = private().open(&path).map_err(cannot("cannot open"))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            return Err(StateError::Locked {
                folder: folder.to_owned(),
                holder: read_small(&path).ok().and_then(|id| id.trim().parse().ok()),
            });
        }
        Err(TryLockError::Error(error)) => return Err(cannot("cannot lock")(error)),
    }
    let note = |file: &mut File| {
        file.set_len(0)?;
        file.rewind()?;
        writeln!(file, "{}", std::process::id())
    };
    note(&mut file).map_err(cannot("cannot write"))?;
    Ok(file)
}

/// Opens a file of the user's alone, and makes it if it is not there.
pub(crate) fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Makes a file of the user's alone that gets its name when it is written to its end.
pub(crate) fn unfinished(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(UNFINISHED).tempfile_in(folder)
}

/// Writes a file of the user's alone: after a crash all of it is there, or none.
pub(super) fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = unfinished(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    sync(folder)
}

/// Makes the names in a folder outlast the machine's loss of power.
#[cfg(unix)]
pub(super) fn sync(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
pub(super) fn sync(_: &Path) -> io::Result<()> {
    Ok(())
}

fn read_small(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    File::open(path)?.take(SMALL).read_to_string(&mut text)?;
    Ok(text)
}
