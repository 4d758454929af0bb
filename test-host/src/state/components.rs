use super::folder::{sync, write_whole};
use crate::code_cache::{content_hash, hexadecimal};
use bytes::Bytes;
use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The components of all versions, each once, in files that are named by their SHA-256.
#[derive(Debug)]
pub(super) struct Components {
    folder: PathBuf,
}

impl Components {
    pub(super) fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Makes the folder if it is not there.
    pub(super) fn make(&self) -> io::Result<()> {
        let mut folder = fs::DirBuilder::new();
        folder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
        folder.create(&self.folder)
    }

    pub(super) fn path(&self, sha256: &str) -> PathBuf {
        self.folder.join(format!("{sha256}.wasm"))
    }

    /// Reads a component; none where the file is not what it is named.
    pub(super) fn read(&self, sha256: &str) -> io::Result<Option<Bytes>> {
        let wasm = fs::read(self.path(sha256))?;
        let is_whole = hexadecimal(&content_hash(&wasm)) == sha256;
        Ok(is_whole.then(|| wasm.into()))
    }

    /// Keeps a component, whatever may be in its place.
    pub(super) fn write(&self, sha256: &str, wasm: &[u8]) -> io::Result<()> {
        if matches!(self.read(sha256), Ok(Some(_))) {
            return Ok(());
        }
        write_whole(&self.path(sha256), wasm)
    }

    /// Removes the components that nobody has any more, and what was not written to its end.
    pub(super) fn keep_only(&self, used: &HashSet<String>) -> io::Result<()> {
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let sha256 = name.strip_suffix(".wasm").unwrap_or_default();
            if !used.contains(sha256) {
                fs::remove_file(entry.path())?;
            }
        }
        sync(&self.folder)
    }

    /// Removes a component that nobody has any more. One that stays goes with the next start.
    pub(super) fn remove(&self, sha256: &str) {
        let path = self.path(sha256);
        if let Err(error) = fs::remove_file(&path) {
            tracing::warn!(path = %path.display(), %error, "a component that is not used stays");
        }
    }
}
