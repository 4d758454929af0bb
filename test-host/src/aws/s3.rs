mod configuration;
mod endpoint;
mod file_body;
mod file_name;
mod folder;
mod local;
mod memory;

use super::{AwsEndpoint, Failure, S3Client, Service};
use crate::error::HostError;
use crate::host::Settings;
use crate::invocation::HostBuffer;
pub use configuration::LocalS3;
use folder::Folder;
pub use local::LocalBucket;
use memory::Memory;
use momento_functions_models::s3::{ObjectError, ObjectName, Properties};

/// Who keeps the objects of functions.
#[derive(Debug)]
pub(crate) enum S3 {
    Memory(Memory),
    Folder(Folder),
    Endpoint(Service),
}

/// An object to write, as a function gives it.
pub(crate) struct PutObject {
    pub(crate) bucket: String,
    pub(crate) key: String,
    pub(crate) body: HostBuffer,
    pub(crate) properties: Result<Properties, ObjectError>,
}

/// What is said of an object that was written.
#[derive(Debug, Default)]
pub(crate) struct StoredObject {
    pub(crate) expiration: Option<String>,
    pub(crate) etag: Option<String>,
    pub(crate) version_id: Option<String>,
}

/// An object, or the lack of one: then there is no body.
#[derive(Default)]
pub(crate) struct GotObject {
    pub(crate) body: Option<HostBuffer>,
    pub(crate) etag: Option<String>,
    pub(crate) version_id: Option<String>,
    pub(crate) expiration: Option<String>,
    pub(crate) metadata: Vec<(String, String)>,
    pub(crate) content_type: Option<String>,
}

impl Default for S3 {
    fn default() -> Self {
        Self::Memory(Memory::new(&LocalS3::default()))
    }
}

impl S3 {
    pub(crate) fn new(at: Option<&AwsEndpoint>, local: &LocalS3) -> Result<Self, HostError> {
        if let Some(at) = at {
            return Ok(Self::Endpoint(Service::new(at, "s3", "s3")?));
        }
        Ok(match &local.folder {
            Some(folder) => Self::Folder(Folder::open(folder, local.max_object_bytes)?),
            None => Self::Memory(Memory::new(local)),
        })
    }

    /// Gives a bucket in memory, if that is where objects are.
    pub(crate) fn bucket(&self, name: &str) -> Option<LocalBucket> {
        match self {
            Self::Memory(memory) => Some(LocalBucket::new(memory.buckets(), name)),
            Self::Folder(_) | Self::Endpoint(_) => None,
        }
    }

    /// Writes an object in place of what is under its key.
    pub(crate) async fn put(
        &self,
        settings: &Settings,
        client: &S3Client,
        object: PutObject,
    ) -> Result<StoredObject, Failure> {
        let name = ObjectName::new(object.bucket, object.key)?;
        let properties = object.properties?;
        let etag = match self {
            Self::Memory(memory) => memory.put(name, properties, object.body).await?,
            Self::Folder(folder) => folder.put(name, properties, object.body).await?,
            Self::Endpoint(endpoint) => {
                let body = object.body;
                return endpoint::put(endpoint, settings, client, &name, &properties, body).await;
            }
        };
        Ok(StoredObject {
            etag: Some(etag),
            ..StoredObject::default()
        })
    }

    /// SVC.4: reads an object; that there is none is no failure.
    pub(crate) async fn get(
        &self,
        settings: &Settings,
        client: &S3Client,
        bucket: String,
        key: String,
    ) -> Result<GotObject, Failure> {
        let name = ObjectName::new(bucket, key)?;
        match self {
            Self::Memory(memory) => Ok(memory.get(&name)),
            Self::Folder(folder) => folder.get(name).await,
            Self::Endpoint(endpoint) => endpoint::get(endpoint, settings, client, &name).await,
        }
    }
}

impl From<ObjectError> for Failure {
    fn from(error: ObjectError) -> Self {
        match error {
            ObjectError::Malformed(text) => Self::Malformed(text),
            full @ ObjectError::Full(_) => Self::Other(format!(
                "{full}; `[local.s3] memory-bytes` in momento.toml sets how many, and `folder` keeps objects on disk"
            )),
        }
    }
}

/// AWS.3: S3 takes only so much in one piece.
fn too_large(limit: u64) -> Failure {
    Failure::Malformed(format!(
        "an object has at most {limit} bytes; this one has more (`[local.s3] max-object-bytes` in momento.toml sets how many)"
    ))
}

/// Counts what an object has, and refuses what is over the limit.
fn counted(size: u64, piece: usize, limit: u64) -> Result<u64, Failure> {
    let size = size.saturating_add(piece as u64);
    if size > limit {
        Err(too_large(limit))
    } else {
        Ok(size)
    }
}

fn broken(error: &impl std::fmt::Display) -> Failure {
    Failure::Other(error.to_string())
}
