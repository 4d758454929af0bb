use std::io;
use std::path::PathBuf;

/// A folder of state cannot be used, or something could not be kept in it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StateError {
    /// Another process has the folder.
    #[error(
        "{} is in use by another process{}: stop that, or name another folder", folder.display(), by(.holder)
    )]
    Locked {
        /// The folder.
        folder: PathBuf,
        /// The other process's id, where it is known.
        holder: Option<u32>,
    },
    /// The folder was written by a newer version of the host.
    #[error(
        "{} is of format {format}, and this version knows {known} at most: take the newer version that wrote it, or name another folder", folder.display()
    )]
    Newer {
        /// The folder.
        folder: PathBuf,
        /// The folder's format.
        format: u64,
        /// The newest format that is known here.
        known: u64,
    },
    /// The folder has files, and is no folder of state.
    #[error(
        "{} has files in it, and is no folder of state: name an empty folder, or one that is not there", folder.display()
    )]
    NotEmpty {
        /// The folder.
        folder: PathBuf,
    },
    /// A file is not as it was written.
    #[error(
        "{} is damaged: {reason}. Nothing was changed: put back a copy of the folder, or name another one", file.display()
    )]
    Damaged {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// Something cannot be kept with this configuration.
    #[error("{reason}")]
    Unsuitable {
        /// What, why, and what would be right.
        reason: String,
    },
    /// The disk did not take or give what it should.
    #[error("{what} {}: {source}", path.display())]
    Io {
        /// What failed.
        what: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
}

impl StateError {
    pub(crate) fn io(
        what: &'static str,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { what, path, source }
    }

    /// Returns a short name of the error, fit for programs: `state_full`, for example.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Locked { .. } => "state_locked",
            Self::Newer { .. } => "state_newer",
            Self::NotEmpty { .. } => "state_not_empty",
            Self::Damaged { .. } => "state_damaged",
            Self::Unsuitable { .. } => "state_unsuitable",
            Self::Io { .. } if self.is_full() => "state_full",
            Self::Io { .. } => "state_failed",
        }
    }

    /// Tells whether the disk has no room, or this process may take no more of it.
    #[must_use]
    pub fn is_full(&self) -> bool {
        let full = |kind| {
            matches!(
                kind,
                io::ErrorKind::StorageFull
                    | io::ErrorKind::QuotaExceeded
                    | io::ErrorKind::FileTooLarge
            )
        };
        matches!(self, Self::Io { source, .. } if full(source.kind()))
    }
}

fn by(holder: &Option<u32>) -> String {
    holder.map_or_else(String::new, |process| format!(" ({process})"))
}
