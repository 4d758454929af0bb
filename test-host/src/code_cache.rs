//! Compiled code on disk: a component is compiled once a machine, not once a process.

use sha2::{Digest as _, Sha256};
use std::fs::{self, File};
use std::hash::{Hash as _, Hasher};
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use wasmtime::Engine;
use wasmtime::component::Component;

/// How many bytes a folder keeps; what was written first goes first.
const MAX_BYTES: u64 = 1 << 30;

/// What the names of the folder's own files end with.
const SUFFIX: &str = ".cwasm";

/// What a file ends with: a checksum of what is before it.
const CHECKSUM: usize = size_of::<u32>();

/// How much of a file is looked at at once.
const PIECE: usize = 128 << 10;

/// The SHA-256 of a component, or of what else tells it from all others.
pub(crate) type ContentHash = [u8; 32];

/// A folder of compiled code, which many processes may use at once.
///
/// Its files are machine code that this process runs: the folder belongs to the user alone.
#[derive(Debug, Clone)]
pub(crate) struct CodeCache {
    folder: PathBuf,
}

/// Hashes what an engine says of itself.
struct Sha256Hasher(Sha256);

impl CodeCache {
    /// Opens a folder, and makes it if it is not there.
    pub(crate) fn open(folder: &Path) -> io::Result<Self> {
        make_private(folder)?;
        Ok(Self {
            folder: folder.to_owned(),
        })
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Finds the code of a component for this engine. A file that is not as it was written is none.
    pub(crate) fn load(&self, engine: &Engine, content: &ContentHash) -> Option<Component> {
        let path = self.path(engine, content);
        is_whole(&path).ok().filter(|whole| *whole)?;
        // SAFETY: the file was written by `store`, into a folder that nobody else writes to, and its
        // checksum holds; whether the engine can run it, wasmtime checks.
        #[expect(
            unsafe_code,
            reason = "compiled code cannot be loaded in any other way"
        )]
        let component = unsafe { Component::deserialize_file(engine, &path) };
        component.ok()
    }

    /// Keeps the code of a component. A disk that is full costs the next process its compile time, no more.
    pub(crate) fn store(&self, engine: &Engine, content: &ContentHash, component: &Component) {
        let path = self.path(engine, content);
        if let Err(error) = self.write(&path, component) {
            tracing::warn!(path = %path.display(), %error, "compiled code was not kept");
        }
    }

    /// Others see the whole file or none.
    fn write(&self, path: &Path, component: &Component) -> io::Result<()> {
        let code = component.serialize().map_err(io::Error::other)?;
        // With this name, what a process that died has left is swept, too.
        let mut file = tempfile::Builder::new()
            .suffix(SUFFIX)
            .tempfile_in(&self.folder)?;
        file.write_all(&code)?;
        file.write_all(&crc32fast::hash(&code).to_le_bytes())?;
        file.persist(path).map_err(|error| error.error)?;
        self.sweep(MAX_BYTES)
    }

    /// Deletes what was written first, until the rest fits.
    fn sweep(&self, bound: u64) -> io::Result<()> {
        let mut files: Vec<(SystemTime, u64, PathBuf)> = Vec::new();
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            // What others keep there is not ours to delete.
            if !entry.file_name().to_string_lossy().ends_with(SUFFIX) {
                continue;
            }
            let Ok(metadata) = entry.metadata() else {
                continue;
            };
            files.push((metadata.modified()?, metadata.len(), entry.path()));
        }
        files.sort();
        let mut bytes: u64 = files.iter().map(|(_, size, _)| size).sum();
        for (_, size, path) in files {
            if bytes <= bound {
                break;
            }
            // Another process may have been first.
            let _ = fs::remove_file(path);
            bytes -= size;
        }
        Ok(())
    }

    /// Names the file by all that the code depends on: the component, wasmtime, and the engine's settings.
    fn path(&self, engine: &Engine, content: &ContentHash) -> PathBuf {
        let mut hasher = Sha256Hasher(Sha256::new());
        engine.precompile_compatibility_hash().hash(&mut hasher);
        hasher.0.update(content);
        let name = hexadecimal(&hasher.0.finalize().into());
        self.folder.join(format!("{name}{SUFFIX}"))
    }
}

pub(crate) fn hexadecimal(hash: &ContentHash) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(crate) fn content_hash(wasm: &[u8]) -> ContentHash {
    Sha256::digest(wasm).into()
}

/// Tells whether a file has the checksum that it ends with. It is read piece by piece: to have all of it in
/// memory takes longer than to look at it.
fn is_whole(path: &Path) -> io::Result<bool> {
    let file = File::open(path)?;
    let Some(code) = file.metadata()?.len().checked_sub(CHECKSUM as u64) else {
        return Ok(false);
    };
    let mut hasher = crc32fast::Hasher::new();
    let mut pieces = BufReader::with_capacity(PIECE, file.take(code));
    loop {
        let piece = pieces.fill_buf()?;
        let length = piece.len();
        if length == 0 {
            break;
        }
        hasher.update(piece);
        pieces.consume(length);
    }
    let mut checksum = [0; CHECKSUM];
    pieces.into_inner().into_inner().read_exact(&mut checksum)?;
    Ok(hasher.finalize().to_le_bytes() == checksum)
}

/// Makes a folder for the user alone, or checks that nobody else may write to it.
#[cfg(unix)]
pub(crate) fn make_private(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, PermissionsExt as _};
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)?;
    let made = fs::metadata(folder)?;
    let refused = |why| Err(io::Error::new(io::ErrorKind::PermissionDenied, why));
    if made.permissions().mode() & 0o022 != 0 {
        return refused(
            "others may write to it, and what is in it is run: `chmod go-w` makes it safe",
        );
    }
    // Whose a new file is tells who this process is.
    if tempfile::tempfile_in(folder)?.metadata()?.uid() != made.uid() {
        return refused("it is another user's, and what is in it is run: name one of your own");
    }
    Ok(())
}

#[cfg(not(unix))]
pub(crate) fn make_private(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

impl Hasher for Sha256Hasher {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// Nobody asks for less than the whole hash.
    fn finish(&self) -> u64 {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasmtime::Config;

    const EMPTY: &[u8] = b"\0asm\x0d\0\x01\0";

    fn cache(folder: &Path) -> CodeCache {
        CodeCache::open(&folder.join("code")).unwrap()
    }

    fn engine(fuel: bool) -> Engine {
        Engine::new(Config::new().consume_fuel(fuel)).unwrap()
    }

    fn kept(cache: &CodeCache, engine: &Engine) -> PathBuf {
        let component = Component::new(engine, EMPTY).unwrap();
        cache.store(engine, &content_hash(EMPTY), &component);
        cache.path(engine, &content_hash(EMPTY))
    }

    #[test]
    fn code_is_found_again_by_another_process_of_the_same_engine() {
        let folder = tempfile::tempdir().unwrap();
        kept(&cache(folder.path()), &engine(false));
        let (cache, content) = (cache(folder.path()), content_hash(EMPTY));
        assert!(cache.load(&engine(false), &content).is_some());
        assert!(cache.load(&engine(true), &content).is_none());
        assert!(
            cache
                .load(&engine(false), &content_hash(b"other"))
                .is_none()
        );
    }

    #[test]
    fn a_file_that_is_not_as_it_was_written_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let (cache, engine) = (cache(folder.path()), engine(false));
        let path = kept(&cache, &engine);
        let whole = fs::read(&path).unwrap();
        let mut flipped = whole.clone();
        *flipped.get_mut(whole.len() / 2).unwrap() ^= 1;
        let cut = whole.get(..whole.len() - 1).unwrap();
        for bytes in [&b""[..], b"abc", b"foreign, and long enough", cut, &flipped] {
            fs::write(&path, bytes).unwrap();
            assert!(cache.load(&engine, &content_hash(EMPTY)).is_none());
        }
        kept(&cache, &engine);
        assert!(cache.load(&engine, &content_hash(EMPTY)).is_some());
    }

    #[test]
    fn what_another_engine_wrote_is_not_run_even_under_this_ones_name() {
        let folder = tempfile::tempdir().unwrap();
        let (cache, ours, theirs) = (cache(folder.path()), engine(false), engine(true));
        let content = content_hash(EMPTY);
        fs::rename(kept(&cache, &theirs), cache.path(&ours, &content)).unwrap();
        assert!(cache.load(&ours, &content).is_none());
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_that_others_may_write_to_is_refused() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let made = cache(folder.path()).folder;
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&made), 0o700);
        fs::set_permissions(&made, fs::Permissions::from_mode(0o722)).unwrap();
        let refused = CodeCache::open(&made).unwrap_err();
        assert!(refused.to_string().contains("chmod go-w"), "{refused}");
    }

    #[test]
    fn the_oldest_go_when_the_folder_is_full_and_nothing_of_others() {
        let folder = tempfile::tempdir().unwrap();
        let cache = cache(folder.path());
        let kept = |name: &str| cache.folder.join(name).exists();
        for (age, name) in [(3, "theirs.iso"), (2, "old.cwasm"), (1, "new.cwasm")] {
            let file = File::create_new(cache.folder.join(name)).unwrap();
            file.set_len(100).unwrap();
            let long_ago = std::time::Duration::from_secs(age * 3600);
            file.set_modified(SystemTime::now() - long_ago).unwrap();
        }
        cache.sweep(200).unwrap();
        assert!(kept("theirs.iso") && kept("old.cwasm") && kept("new.cwasm"));
        cache.sweep(199).unwrap();
        assert!(kept("theirs.iso") && !kept("old.cwasm") && kept("new.cwasm"));
    }

    #[test]
    fn many_write_the_same_file_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let engine = engine(false);
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| kept(&cache(folder.path()), &engine));
            }
        });
        let cache = cache(folder.path());
        assert!(cache.load(&engine, &content_hash(EMPTY)).is_some());
        assert_eq!(fs::read_dir(&cache.folder).unwrap().count(), 1);
    }
}
