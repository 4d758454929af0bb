//! The files that functions are made of, as they were at one time.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, Metadata};
use std::hash::{DefaultHasher, Hasher as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use ignore::{DirEntry, WalkBuilder};

/// The largest file whose content is compared; of a larger one its size and times are.
const COMPARED: u64 = 8 << 20;

/// How long a file must have been left alone for its times to tell that it still is: some file systems have whole
/// seconds.
const SETTLED: Duration = Duration::from_secs(2);

/// Which files are looked at.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Scope {
    /// Folders, with all below them but what git ignores, builds, hidden files and what editors leave.
    pub(super) folders: BTreeSet<PathBuf>,
    /// Folders below them that are left out.
    pub(super) left_out: BTreeSet<PathBuf>,
    /// Single files, wherever they are.
    pub(super) files: BTreeSet<PathBuf>,
}

/// The files of a [`Scope`], by their paths.
#[derive(Debug, Default)]
pub(super) struct Snapshot {
    files: BTreeMap<PathBuf, State>,
    /// The folders that have them.
    pub(super) folders: BTreeSet<PathBuf>,
    /// The folders of the scope that are not there.
    pub(super) missing: BTreeSet<PathBuf>,
}

/// What tells whether a file is the same.
#[derive(Debug, Clone, PartialEq, Eq)]
struct State {
    content: u64,
    bytes: u64,
    /// When it was last written, renamed or given other rights.
    changed: SystemTime,
    seen: SystemTime,
}

impl Scope {
    /// Tells by what a file is looked at: as one of its own, and as one below a folder.
    pub(super) fn finds(&self, file: &Path) -> (bool, bool) {
        let below = |folders: &BTreeSet<PathBuf>| file.ancestors().any(|it| folders.contains(it));
        let by_folder = below(&self.folders) && !below(&self.left_out);
        (self.files.contains(file), by_folder)
    }
}

impl State {
    fn is_same(&self, other: &Self) -> bool {
        self.content == other.content && self.bytes == other.bytes
    }
}

impl Snapshot {
    /// Looks at the files now. What has not been touched since `before` is not read again.
    pub(super) fn take(scope: &Scope, before: &Self) -> Self {
        let mut snapshot = Self::default();
        for folder in &scope.folders {
            if folder.is_dir() {
                snapshot.add_folder(folder, scope, before);
            } else {
                snapshot.keep_folder(folder, before);
            }
        }
        for file in &scope.files {
            snapshot.add_file(file, before);
            let parent = file.parent().filter(|parent| parent.is_dir());
            snapshot.folders.extend(parent.map(Path::to_owned));
        }
        snapshot
    }

    fn add_folder(&mut self, folder: &Path, scope: &Scope, before: &Self) {
        let left_out = scope.left_out.clone();
        let is_wanted =
            move |entry: &DirEntry| !is_noise(entry) && !left_out.contains(entry.path());
        let walk = WalkBuilder::new(folder)
            .hidden(false)
            .require_git(false)
            .filter_entry(is_wanted)
            .build();
        for entry in walk.flatten() {
            match entry.file_type() {
                Some(kind) if kind.is_dir() => {
                    self.folders.insert(entry.into_path());
                }
                Some(_) => self.add_file(entry.path(), before),
                None => {}
            }
        }
    }

    /// A folder that has gone may come back: what was in it is no change until then.
    fn keep_folder(&mut self, folder: &Path, before: &Self) {
        self.missing.insert(folder.to_owned());
        let parent = folder.ancestors().find(|folder| folder.is_dir());
        self.folders.extend(parent.map(Path::to_owned));
        let kept = before
            .files
            .iter()
            .filter(|(path, _)| path.starts_with(folder));
        self.files
            .extend(kept.map(|(path, state)| (path.clone(), state.clone())));
    }

    fn add_file(&mut self, path: &Path, before: &Self) {
        // What is gone again, or may not be read, is not there.
        let Some(metadata) = fs::metadata(path).ok().filter(Metadata::is_file) else {
            return;
        };
        let known = before.files.get(path);
        if let Some(state) = State::of(path, &metadata, known) {
            self.files.insert(path.to_owned(), state);
        }
    }

    /// The files that are new, gone or not the same since `before`.
    pub(super) fn changes_since(&self, before: &Self) -> BTreeSet<PathBuf> {
        let differs = |path: &&PathBuf| match (self.files.get(*path), before.files.get(*path)) {
            (Some(now), Some(before)) => !now.is_same(before),
            _ => true,
        };
        let paths = self.files.keys().chain(before.files.keys());
        paths.filter(differs).cloned().collect()
    }

    /// Takes a file as it is in `now`.
    pub(super) fn accept(&mut self, path: &Path, now: &Self) {
        match now.files.get(path) {
            Some(state) => self.files.insert(path.to_owned(), state.clone()),
            None => self.files.remove(path),
        };
    }

    /// When a file was last changed, if it is there.
    pub(super) fn changed(&self, path: &Path) -> Option<SystemTime> {
        self.files.get(path).map(|state| state.changed)
    }
}

impl State {
    fn of(path: &Path, metadata: &Metadata, known: Option<&Self>) -> Option<Self> {
        let (bytes, changed) = (metadata.len(), changed(metadata));
        let seen = SystemTime::now();
        let untouched = |known: &&Self| {
            let settled = known.seen.duration_since(changed);
            known.bytes == bytes
                && known.changed == changed
                && settled.is_ok_and(|settled| settled > SETTLED)
        };
        let content = match known.filter(untouched) {
            Some(known) => known.content,
            None if bytes > COMPARED => hash(changed),
            None => hash(fs::read(path).ok()?),
        };
        Some(Self {
            content,
            bytes,
            changed,
            seen,
        })
    }
}

fn hash(content: impl std::hash::Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    content.hash(&mut hasher);
    hasher.finish()
}

/// A file that was put in another's place has its old time of writing, but was changed when it was renamed.
fn changed(metadata: &Metadata) -> SystemTime {
    let written = metadata.modified().unwrap_or(SystemTime::UNIX_EPOCH);
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let seconds = u64::try_from(metadata.ctime()).unwrap_or_default();
        let nanoseconds = u32::try_from(metadata.ctime_nsec()).unwrap_or_default();
        let renamed = SystemTime::UNIX_EPOCH + Duration::new(seconds, nanoseconds);
        written.max(renamed)
    }
    #[cfg(not(unix))]
    written
}

/// What is no part of a function: builds, hidden files, and what editors leave beside a file.
fn is_noise(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
    // The folder that the walk begins with may have any name.
    entry.depth() > 0 && (is_hidden(&name) || is_build(entry, is_folder) || is_of_an_editor(&name))
}

fn is_hidden(name: &str) -> bool {
    name.starts_with('.') && name != ".cargo"
}

/// Cargo marks the folders that it builds in.
fn is_build(entry: &DirEntry, is_folder: bool) -> bool {
    is_folder && (entry.file_name() == "target" || entry.path().join("CACHEDIR.TAG").is_file())
}

fn is_of_an_editor(name: &str) -> bool {
    let ends = ["~", ".swp", ".swo", ".swx", "___jb_tmp___", "___jb_old___"];
    ends.iter().any(|end| name.ends_with(end))
        // Vim asks by this name whether it may write here.
        || name == "4913"
        || (name.starts_with('#') && name.ends_with('#'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::TempDir;

    struct Folder {
        folder: TempDir,
        scope: Scope,
    }

    impl Folder {
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            let mut scope = Scope::default();
            scope.folders.insert(folder.path().to_owned());
            scope.left_out.insert(folder.path().join("other"));
            scope.files.insert(folder.path().join(".env"));
            let new = Self { folder, scope };
            new.write("src/lib.rs", "fn main() {}");
            new.write(".gitignore", "*.gen\nbuilt/\n");
            new
        }

        fn write(&self, path: &str, text: &str) {
            let path = self.folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }

        fn take(&self, before: &Snapshot) -> Snapshot {
            Snapshot::take(&self.scope, before)
        }

        fn changes(&self, before: &Snapshot) -> Vec<String> {
            let changes = self.take(before).changes_since(before);
            let relative =
                |path: &PathBuf| path.strip_prefix(self.folder.path()).unwrap().to_owned();
            let text = |path: &PathBuf| relative(path).to_str().unwrap().to_owned();
            changes.iter().map(text).collect()
        }
    }

    /// DEV.6
    #[test]
    fn a_file_is_looked_at_by_itself_or_below_a_folder() {
        let folder = Folder::new();
        let finds = |path: &str| folder.scope.finds(&folder.folder.path().join(path));
        assert_eq!(finds("src/lib.rs"), (false, true));
        assert_eq!(finds(".env"), (true, true));
        assert_eq!(finds("other/src/lib.rs"), (false, false));
        assert_eq!(
            folder.scope.finds(Path::new("/elsewhere/.env")),
            (false, false)
        );
    }

    /// DEV.6
    #[test]
    fn what_no_function_is_made_of_is_no_change() {
        let folder = Folder::new();
        let before = folder.take(&Snapshot::default());
        for path in [
            "target/debug/x",
            "built/x.rs",
            "x.gen",
            "src/.lib.rs.swp",
            "src/lib.rs~",
            "src/4913",
            "src/.#lib.rs",
            "src/#lib.rs#",
            ".git/index",
            ".idea/x.xml",
            "other/src/lib.rs",
        ] {
            folder.write(path, "x");
        }
        folder.write("out/CACHEDIR.TAG", "");
        folder.write("out/x", "x");
        folder.write("src/lib.rs", "fn main() {}");
        assert_eq!(folder.changes(&before), Vec::<String>::new());
    }

    /// DEV.6
    #[test]
    fn an_edit_a_new_file_and_one_that_is_gone_are_changes() {
        let folder = Folder::new();
        folder.write("src/old.rs", "");
        let before = folder.take(&Snapshot::default());
        folder.write("src/lib.rs", "fn main() { }");
        folder.write("src/new/mod.rs", "");
        folder.write(".env", "A=1");
        folder.write(".cargo/config.toml", "");
        fs::remove_file(folder.folder.path().join("src/old.rs")).unwrap();
        let changes = [
            ".cargo/config.toml",
            ".env",
            "src/lib.rs",
            "src/new/mod.rs",
            "src/old.rs",
        ];
        assert_eq!(folder.changes(&before), changes);
    }

    /// DEV.6
    #[cfg(unix)]
    #[test]
    fn other_rights_are_no_change() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = Folder::new();
        let before = folder.take(&Snapshot::default());
        let file = folder.folder.path().join("src/lib.rs");
        fs::set_permissions(file, fs::Permissions::from_mode(0o600)).unwrap();
        assert_eq!(folder.changes(&before), Vec::<String>::new());
    }

    /// DEV.9
    #[test]
    fn a_folder_that_is_gone_is_missing_and_no_change() {
        let folder = Folder::new();
        let before = folder.take(&Snapshot::default());
        fs::remove_dir_all(folder.folder.path()).unwrap();
        let now = folder.take(&before);
        assert_eq!(now.missing, folder.scope.folders);
        assert_eq!(now.changes_since(&before), BTreeSet::new());
        folder.write("src/lib.rs", "new");
        let again = folder.take(&now);
        assert!(again.missing.is_empty());
        assert!(!again.changes_since(&now).is_empty());
    }
}
