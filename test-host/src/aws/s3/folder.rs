use super::file_body::FileBody;
use super::file_name::file_name;
use super::{GotObject, broken, counted};
use crate::aws::Failure;
use crate::error::HostError;
use crate::invocation::HostBuffer;
use momento_functions_models::s3::{EtagHasher, ObjectName, Properties};
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use tokio::sync::Semaphore;

/// How long the file beside an object may be: its metadata is bounded, and this is far beyond.
const MAX_BESIDE: u64 = 64 << 10;

/// How many objects are read at the same time: each has a file open.
const MAX_OPEN: usize = 256;

/// Objects in a folder: `BUCKET/objects/NAME`, and beside it `BUCKET/metadata/NAME.json`.
#[derive(Debug)]
pub(crate) struct Folder {
    disk: Arc<Disk>,
    max_object: u64,
}

#[derive(Debug)]
struct Disk {
    root: PathBuf,
    /// Held to replace an object's two files, so that nobody reads one old and one new.
    replacing: RwLock<()>,
    open: Arc<Semaphore>,
}

/// What is kept beside an object's bytes.
#[derive(Default, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
struct Beside {
    key: String,
    etag: Option<String>,
    metadata: Vec<(String, String)>,
    content_type: Option<String>,
    content_encoding: Option<String>,
}

/// A file that is being written, and is gone unless it is put in its place.
struct Incoming {
    file: File,
    path: PathBuf,
}

impl Folder {
    pub(super) fn open(root: &Path, max_object: u64) -> Result<Self, HostError> {
        let incoming = root.join(".incoming");
        fs::create_dir_all(&incoming).map_err(|error| HostError::Configuration {
            setting: "local.s3.folder".to_owned(),
            reason: format!("{} cannot be made: {error}", incoming.display()),
        })?;
        let disk = Disk {
            root: root.to_owned(),
            replacing: RwLock::default(),
            open: Arc::new(Semaphore::new(MAX_OPEN)),
        };
        Ok(Self {
            disk: Arc::new(disk),
            max_object,
        })
    }

    pub(super) async fn put(
        &self,
        name: ObjectName,
        properties: Properties,
        mut body: HostBuffer,
    ) -> Result<String, Failure> {
        let disk = Arc::clone(&self.disk);
        let mut incoming = blocking(move || Incoming::new(&disk.root)).await?;
        let mut hasher = EtagHasher::default();
        let mut size = 0;
        while let Some(piece) = body.piece().await.map_err(|error| broken(&error))? {
            size = counted(size, piece.len(), self.max_object)?;
            (incoming, hasher) = blocking(move || {
                hasher.update(&piece);
                incoming.file.write_all(&piece)?;
                Ok((incoming, hasher))
            })
            .await?;
        }
        let etag = hasher.finish();
        let beside = Beside::new(&name, &properties, &etag);
        let disk = Arc::clone(&self.disk);
        blocking(move || disk.replace(&name, incoming, &beside)).await?;
        Ok(etag)
    }

    pub(super) async fn get(&self, name: ObjectName) -> Result<GotObject, Failure> {
        let disk = Arc::clone(&self.disk);
        let permit = Arc::clone(&disk.open).try_acquire_owned();
        let permit = permit.map_err(|_| Failure::Throttled(too_many_open()))?;
        let found = blocking(move || disk.open(&name)).await?;
        let Some((file, size, beside)) = found else {
            return Ok(GotObject::default());
        };
        Ok(GotObject {
            body: Some(HostBuffer::stream(FileBody::new(file, size, permit))),
            etag: beside.etag,
            metadata: beside.metadata,
            content_type: beside.content_type,
            ..GotObject::default()
        })
    }
}

fn too_many_open() -> String {
    format!(
        "SlowDown: {MAX_OPEN} objects are being read, which is the limit: drop those that were read"
    )
}

impl Disk {
    /// AWS.4: puts an object in its place. Whoever reads it sees the old one or the new one.
    fn replace(&self, name: &ObjectName, body: Incoming, beside: &Beside) -> io::Result<()> {
        let (at, beside_at) = self.paths(name);
        let mut metadata = Incoming::new(&self.root)?;
        metadata.file.write_all(&serde_json::to_vec(beside)?)?;
        for path in [&at, &beside_at] {
            path.parent().map_or(Ok(()), fs::create_dir_all)?;
        }
        let _replacing = self
            .replacing
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        // Should this process end in between, the object has no metadata, but never another one's.
        present(fs::remove_file(&beside_at))?;
        fs::rename(&body.path, at)?;
        fs::rename(&metadata.path, beside_at)
    }

    fn open(&self, name: &ObjectName) -> io::Result<Option<(File, u64, Beside)>> {
        let (at, beside_at) = self.paths(name);
        let _reading = self
            .replacing
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        let Some(file) = present(File::open(at))? else {
            return Ok(None);
        };
        let beside = match present(File::open(beside_at))? {
            Some(file) => serde_json::from_reader(io::BufReader::new(file.take(MAX_BESIDE)))?,
            None => Beside::default(),
        };
        let size = file.metadata()?.len();
        Ok(Some((file, size, beside)))
    }

    fn paths(&self, name: &ObjectName) -> (PathBuf, PathBuf) {
        let bucket = self.root.join(name.bucket());
        let file = file_name(name.key());
        let beside = bucket.join("metadata").join(format!("{file}.json"));
        (bucket.join("objects").join(file), beside)
    }
}

impl Beside {
    fn new(name: &ObjectName, properties: &Properties, etag: &str) -> Self {
        Self {
            key: name.key().to_owned(),
            etag: Some(etag.to_owned()),
            metadata: properties.metadata().to_vec(),
            content_type: properties.content_type().map(str::to_owned),
            content_encoding: properties.content_encoding().map(str::to_owned),
        }
    }
}

impl Incoming {
    fn new(root: &Path) -> io::Result<Self> {
        let mut random = [0; 16];
        getrandom::fill(&mut random).map_err(io::Error::other)?;
        let name = format!("{:032x}", u128::from_ne_bytes(random));
        let path = root.join(".incoming").join(name);
        let file = File::create_new(&path)?;
        Ok(Self { file, path })
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        // In its place it has another path, and there is nothing here.
        let _ = fs::remove_file(&self.path);
    }
}

/// Turns the lack of a file into none.
fn present<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> Result<T, Failure> {
    let done = tokio::task::spawn_blocking(work).await;
    let done = done.map_err(io::Error::other).flatten();
    done.map_err(|error| Failure::Other(format!("the folder of `[local.s3]`: {error}")))
}
